# Health of a service's container: GET /health of its metrics port, the answer printed, 0 when it is 200.
exec 3<>"/dev/tcp/127.0.0.1/${REFLEX_METRICS_PORT:-9464}" || exit 1
printf 'GET /health HTTP/1.0\r\n\r\n' >&3
read -r status <&3
cat <&3
[[ $status == *' 200 '* ]]
