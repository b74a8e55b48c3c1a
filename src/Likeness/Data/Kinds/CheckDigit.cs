using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>What the check digits of codes are computed by.</summary>
internal enum CheckDigit
{
    /// <summary>Two digits behind the country of an IBAN. Source: ISO/IEC 7064, MOD 97-10.</summary>
    Mod97,

    /// <summary>The last digit of numbers of payment cards. Source: ISO/IEC 7812-1, annex B.</summary>
    Luhn,

    /// <summary>The last digit of GTINs. Source: GS1 General Specifications, section 7.9.</summary>
    Mod10,
}

/// <summary>Finds and computes check digits.</summary>
internal static class CheckDigits
{
    private const char Sign = '#';
    private const int MinKeys = 20;
    private const double NearlyAll = 0.99;
    private const int MinDigits = 8;
    private const int MinIban = 15;
    private const int Country = 2;
    private const int Modulus = 97;
    private static readonly int[] Gtins = [8, 12, 13, 14];

    /// <summary>The scheme that nearly all keys satisfy; null for none.</summary>
    /// <param name="keys">Different keys.</param>
    public static CheckDigit? Find(IReadOnlyList<string> keys) =>
        keys.Count < MinKeys
            ? null
            : Enum.GetValues<CheckDigit>()
                .Select(scheme => (CheckDigit?)scheme)
                .FirstOrDefault(scheme =>
                    MayHave(keys[0], scheme!.Value)
                    && keys.Count(key => MayHave(key, scheme.Value) && Completed(key, scheme.Value) == key)
                        >= NearlyAll * keys.Count
                );

    /// <summary>The places of the check digits.</summary>
    public static Range Places(CheckDigit scheme) => scheme == CheckDigit.Mod97 ? Country..(Country + 2) : ^1..;

    /// <summary>A key with a sign in place of each check digit, so that these belong to no other digits.</summary>
    public static string Cleared(string key, CheckDigit scheme)
    {
        var places = Places(scheme);
        return key.Length <= Country + 2 ? key : string.Concat(key[..places.Start], Signs(scheme), key[places.End..]);
    }

    /// <summary>A key with the right check digits.</summary>
    public static string Completed(string key, CheckDigit scheme)
    {
        key = key.Replace(Sign, '0');
        if (!MayHave(key, scheme))
        {
            return key;
        }

        string cleared = Cleared(key, scheme).Replace(Sign, '0');
        var places = Places(scheme);
        string digits =
            scheme == CheckDigit.Mod97
                ? (Modulus + 1 - Remainder(cleared)).ToString("D2", CultureInfo.InvariantCulture)
                : $"{(10 - (Sum(cleared, scheme) % 10)) % 10}";
        return string.Concat(cleared[..places.Start], digits, cleared[places.End..]);
    }

    /// <summary>The signs that stand for check digits in keys of patterns.</summary>
    public static string Signs(CheckDigit scheme) => new(Sign, scheme == CheckDigit.Mod97 ? 2 : 1);

    private static bool MayHave(string key, CheckDigit scheme)
    {
        int digits = key.Count(char.IsAsciiDigit);
        return scheme switch
        {
            CheckDigit.Mod97 => key.Length >= MinIban
                && key[..Country].All(char.IsAsciiLetterUpper)
                && char.IsAsciiDigit(key[Country])
                && char.IsAsciiDigit(key[Country + 1])
                && key.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c == ' '),
            CheckDigit.Luhn => digits >= MinDigits
                && char.IsAsciiDigit(key[^1])
                && key.All(c => char.IsAsciiDigit(c) || c is ' ' or '-'),
            _ => digits == key.Length && Gtins.Contains(digits),
        };
    }

    // The country and its digits behind the others, letters as 10 to 35.
    private static int Remainder(string iban)
    {
        int remainder = 0;
        foreach (char c in string.Concat(iban[(Country + 2)..], iban[..(Country + 2)]))
        {
            remainder =
                char.IsAsciiDigit(c) ? ((remainder * 10) + c - '0') % Modulus
                : c == ' ' ? remainder
                : ((remainder * 100) + c - 'A' + 10) % Modulus;
        }

        return remainder;
    }

    // Every other digit counts twice, by the sum of its own digits, or three times.
    private static int Sum(string key, CheckDigit scheme)
    {
        int sum = 0;
        int place = 0;
        for (int i = key.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(key[i]))
            {
                int digit = key[i] - '0';
                int doubled = digit > 4 ? (2 * digit) - 9 : 2 * digit;
                sum +=
                    place++ % 2 == 0 ? digit
                    : scheme == CheckDigit.Luhn ? doubled
                    : 3 * digit;
            }
        }

        return sum;
    }
}
