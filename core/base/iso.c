/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/iso.h"

#include <ctype.h>
#include <string.h>

static const char COUNTRIES[] =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH "
    "CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN "
    "GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI "
    "LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM "
    "PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD "
    "TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

static const char CURRENCIES[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC "
    "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP "
    "SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG";

bool iso_in_list(const char *list, const char *code)
{
    size_t length = strlen(code);
    for (const char *at = list; (at = strstr(at, code)); at += length) {
        bool begins = at == list || at[-1] == ' ' || at[-1] == ',';
        if (begins && (at[length] == '\0' || at[length] == ' ' || at[length] == ','))
            return true;
    }
    return false;
}

/* `letters` of them in capitals; false for anything else. */
static bool capitals(const char *text, size_t length, size_t letters, char *out)
{
    if (length != letters)
        return false;
    for (size_t i = 0; i < letters; i++) {
        if (!isalpha((unsigned char)text[i]))
            return false;
        out[i] = (char)toupper((unsigned char)text[i]);
    }
    out[letters] = '\0';
    return true;
}

enum hs_status iso_country(const char *text, size_t length, const char *what, char country[static 3], struct hs_why *why)
{
    char code[3];
    if (!capitals(text, length, 2, code) || !iso_in_list(COUNTRIES, code))
        return hs_fail(why, HS_INVALID, "%s \"%.*s\": no country of ISO 3166: give its two letters, such as AZ", what, length < 40 ? (int)length : 40, text);
    memcpy(country, code, sizeof code);
    return HS_OK;
}

enum hs_status iso_currency(const char *text, size_t length, const char *what, char currency[static 4], struct hs_why *why)
{
    char code[4];
    if (!capitals(text, length, 3, code) || !iso_in_list(CURRENCIES, code))
        return hs_fail(why, HS_INVALID, "%s \"%.*s\": no currency of ISO 4217: give its three letters, such as USD", what, length < 40 ? (int)length : 40, text);
    memcpy(currency, code, sizeof code);
    return HS_OK;
}
