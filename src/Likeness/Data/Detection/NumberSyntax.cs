namespace Likeness.Data.Detection;

/// <summary>
/// The ways to write a number: a decimal point or comma, with or without a separator of thousands. A cell may be a number in more than one of them.
/// </summary>
internal static class NumberSyntax
{
    /// <summary>The ways, the likeliest first; <c>None</c> for no separator of thousands.</summary>
    public static readonly (char Decimal, char? Group)[] Ways =
    [
        ('.', null),
        (',', null),
        ('.', ','),
        (',', '.'),
        ('.', ' '),
        (',', ' '),
        ('.', '\u00A0'),
        (',', '\u00A0'),
        ('.', '\u202F'),
        (',', '\u202F'),
        ('.', '\''),
        (',', '\''),
    ];

    /// <summary>All ways, one bit each.</summary>
    public const int All = (1 << 12) - 1;

    /// <summary>The ways with a decimal point, and those with a decimal comma.</summary>
    public const int Points = 0b0101_0101_0101;

    /// <inheritdoc cref="Points"/>
    public const int Commas = All & ~Points;

    private const string Symbols = "$€£¥%‰°";

    /// <summary>Splits a cell into the sign, a symbol before, the number, and a symbol behind.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="prefix">The length of the symbol, with spaces, before the number and behind a minus sign.</param>
    /// <param name="suffix">The length of the symbol, with spaces, behind the number.</param>
    public static ReadOnlySpan<char> Body(ReadOnlySpan<char> text, out int prefix, out int suffix)
    {
        int first = 0;
        while (first < text.Length && (Symbols.Contains(text[first]) || (first > 0 && IsSpace(text[first]))))
        {
            first++;
        }

        int last = text.Length;
        while (last > first && (Symbols.Contains(text[last - 1]) || (last < text.Length && IsSpace(text[last - 1]))))
        {
            last--;
        }

        (prefix, suffix) = (first, text.Length - last);
        return text[first..last];
    }

    /// <summary>Splits a cell into words before, the number, from the first digit to the last one, and words behind.</summary>
    /// <param name="text">The cell, without a sign before the words.</param>
    /// <param name="prefix">The length of the words, with spaces, before the number.</param>
    /// <param name="suffix">The length of the words, with spaces, behind the number.</param>
    public static ReadOnlySpan<char> BodyOfUnits(ReadOnlySpan<char> text, out int prefix, out int suffix)
    {
        int first = Math.Max(0, text.IndexOfAnyInRange('0', '9'));
        int last = 1 + text.LastIndexOfAnyInRange('0', '9');
        if (first > 0 && text[first - 1] == '.' && (first == 1 || !char.IsLetterOrDigit(text[first - 2])))
        {
            first--;
        }

        if (last > 0 && first > 0 && text[first - 1] is '-' or '+' && (first == 1 || !char.IsLetter(text[first - 2])))
        {
            first--;
        }

        (prefix, suffix) = (first, text.Length - last);
        return last == 0 ? [] : text[first..last];
    }

    /// <summary>Whether a character is a sign of money, of a fraction or of degrees.</summary>
    public static bool IsSymbol(char c) => Symbols.Contains(c);

    /// <summary>Whether a number is written in one of the ways.</summary>
    /// <param name="body">The number, with a sign or without.</param>
    /// <param name="way">The index of the way.</param>
    /// <param name="decimals">Digits behind the decimal separator; -1 with an exponent.</param>
    /// <param name="isGrouped">Whether it has a separator of thousands.</param>
    public static bool Fits(ReadOnlySpan<char> body, int way, out int decimals, out bool isGrouped)
    {
        var (point, group) = Ways[way];
        (decimals, isGrouped) = (0, false);
        int at = body.Length > 0 && body[0] is '-' or '+' ? 1 : 0;
        int lead = Digits(body[at..]);
        at += lead;
        if (group is { } separator && at < body.Length && body[at] == separator)
        {
            if (lead is 0 or > 3 || body[at - lead] == '0')
            {
                return false;
            }

            for (isGrouped = true; at < body.Length && body[at] == separator; at += 4)
            {
                if (Digits(body[(at + 1)..]) != 3)
                {
                    return false;
                }
            }
        }

        if (at < body.Length && body[at] == point)
        {
            decimals = Digits(body[(at + 1)..]);
            at += 1 + decimals;
        }

        if (lead + decimals > 0 && at < body.Length && body[at] is 'e' or 'E' && !isGrouped)
        {
            at += at + 1 < body.Length && body[at + 1] is '-' or '+' ? 2 : 1;
            int exponent = Digits(body[at..]);
            at += exponent;
            decimals = -1;
            return exponent > 0 && at == body.Length;
        }

        return lead + decimals > 0 && at == body.Length;
    }

    /// <summary>The number of digits that a text begins with.</summary>
    public static int Digits(ReadOnlySpan<char> text)
    {
        int other = text.IndexOfAnyExceptInRange('0', '9');
        return other < 0 ? text.Length : other;
    }

    /// <summary>Whether a character is a space, also one that does not break.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u202F';
}
