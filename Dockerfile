# The program alone: one static binary, no shell, not root.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/rootward ./cmd/rootward \
 && mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/rootward /rootward
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/tmp /tmp
USER 65532:65532
# Where an SQLite database lies unless ROOTWARD_DATABASE says otherwise.
WORKDIR /data
VOLUME /data
ENV ROOTWARD_ADDR=:8080
EXPOSE 8080
# No HEALTHCHECK: the image has no program to ask with. The proxy asks /healthz of each portal.
ENTRYPOINT ["/rootward"]
CMD ["serve"]
