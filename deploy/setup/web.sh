# shellcheck shell=bash
# What the world sees: the certificate and nginx.

certificate() { printf '/etc/letsencrypt/live/%s/fullchain.pem' "$(public_name)"; }

# --- The certificate ------------------------------------------------------------------------------------------------

step_certificate() {
  local name writes=(--register-unsafely-without-email)
  name=$(public_name)
  [ -z "$email" ] || writes=(--email "$email" --no-eff-email)
  if [ -z "$name" ]; then
    already "no domain, so no certificate: it serves this machine alone"
    return
  fi
  if [ -e "$(certificate)" ]; then
    already "$(certificate), until $(openssl x509 -noout -enddate -in "$(certificate)" | cut -d= -f2)"
    return
  fi
  if ! is_working; then
    cannot_look_yet "ask Let's Encrypt for a certificate, and agree to its terms, if http://$name leads here"
    return
  fi
  service_runs nginx
  if ! leads_here "$name"; then
    left "http://$name does not lead to this machine" "Let the DNS records of $name (A, and AAAA where there is IPv6) lead to this machine, open the ports 80 and 443 where a firewall is, and call this again: it gets the certificate."
    return
  fi
  begin "certbot for $name"
  if certbot certonly --nginx --non-interactive --agree-tos --domain "$name" --deploy-hook "systemctl reload nginx" \
    "${writes[@]}" >>"$log" 2>&1; then
    finish
    line 'done' "a certificate, which certbot renews by itself"
  else
    finish
    tail -n 12 "$log"
    left "certbot got no certificate" "certbot got no certificate for $name; what it said stands above. Mend that, and call this again (five failures an hour are all that Let's Encrypt allows)."
  fi
}

# Asked from outside, as Let's Encrypt does: a machine behind a translated address does not know its own.
leads_here() {
  local folder=/var/www/html/.well-known/acme-challenge name word here=1
  name=setrip-$(new_secret) word=$(new_secret)
  mkdir -p "$folder"
  printf %s "$word" >"$folder/$name"
  [ "$(curl -fsSL --max-time 10 "http://$1/.well-known/acme-challenge/$name" 2>/dev/null)" = "$word" ] && here=0
  rm -f "$folder/$name"
  return "$here"
}

# --- nginx ----------------------------------------------------------------------------------------------------------

step_site() {
  local name available=/etc/nginx/sites-available/setrip enabled=/etc/nginx/sites-enabled/setrip
  name=$(public_name)
  [ -n "$name" ] || return 0
  take_more_connections
  settings_file "$available" "the site of $name" <"$here/deploy/nginx.conf" \
    -e "s/your-domain\\.com/$name/g" -e "s/127\\.0\\.0\\.1:3000/127.0.0.1:$(app_port)/"
  if [ -e "$enabled" ]; then
    already "$enabled"
    service_runs nginx
  elif [ -e "$(certificate)" ]; then
    change "let nginx serve $name" enable_site "$available" "$enabled"
    service_runs nginx
  elif is_working; then
    left "nginx serves $name once there is a certificate" "The site of $name waits for its certificate ($(certificate)); then call this again."
  else
    line would "let nginx serve $name, if there is a certificate"
  fi
}

# A site that nginx refuses would keep it from starting after a reboot.
enable_site() {
  ln -s "$1" "$2"
  nginx -t || {
    rm "$2"
    return 1
  }
  if has_systemd; then systemctl reload-or-restart nginx; else service nginx reload || service nginx start; fi
}

# Debian's 768 connections are few for everybody. Only its own unchanged line is changed.
take_more_connections() {
  local main=/etc/nginx/nginx.conf
  if [ -e "$main" ] && ! grep -qE '^[[:space:]]*worker_connections 768;' "$main"; then already "worker_connections in $main"; else
    change "let nginx take 4096 connections instead of 768, in $main" raise_connections "$main"
  fi
}

raise_connections() {
  cp -p "$1" "$1.before-setrip"
  sed -i 's/^\([[:space:]]*\)worker_connections 768;/\1worker_connections 4096;/' "$1"
  grep -q '^worker_rlimit_nofile' "$1" || sed -i '0,/^worker_processes/s//worker_rlimit_nofile 16384;\n&/' "$1"
  nginx -t || {
    mv "$1.before-setrip" "$1"
    return 1
  }
}
