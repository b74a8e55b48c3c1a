using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>How a column writes numbers with an exponent.</summary>
internal sealed class ExponentProfile
{
    private const int MinCount = 2; // one is no habit
    private const int DigitsBehindSign = 2; // in C and its kin: e+05

    private int count;
    private int small; // with an e, not an E
    private int minDecimals = int.MaxValue;
    private int maxDecimals;
    private int minDigits = int.MaxValue;
    private int padded; // the most digits of an exponent that begins with a zero
    private bool hasPlus;
    private bool hasUnsigned;

    /// <summary>Adds a number without prefix and suffix, which may have an exponent.</summary>
    public void Add(ReadOnlySpan<char> body)
    {
        int letter = body.IndexOfAny('e', 'E');
        if (letter < 0)
        {
            return;
        }

        count++;
        small += body[letter] == 'e' ? 1 : 0;
        int point = body[..letter].IndexOfAny('.', ',');
        int decimals = point < 0 ? 0 : letter - point - 1;
        (minDecimals, maxDecimals) = (Math.Min(minDecimals, decimals), Math.Max(maxDecimals, decimals));
        var exponent = body[(letter + 1)..];
        hasPlus |= exponent[0] == '+';
        hasUnsigned |= exponent[0] is not ('+' or '-');
        var digits = exponent.TrimStart("+-");
        minDigits = Math.Min(minDigits, digits.Length);
        padded = digits[0] == '0' ? Math.Max(padded, digits.Length) : padded;
    }

    /// <summary>The letter before most exponents; null without any.</summary>
    public char? Letter =>
        count == 0 ? null
        : 2 * small >= count ? 'e'
        : 'E';

    /// <summary>The pattern, if most numbers have an exponent; else null.</summary>
    /// <param name="numbers">The numbers of the column.</param>
    public string? Pattern(int numbers)
    {
        if (count < MinCount || 2 * count <= numbers)
        {
            return null;
        }

        int digits =
            padded > 0 ? padded
            : hasUnsigned ? 1
            : Math.Min(minDigits, DigitsBehindSign);
        return ScientificNotation.Create(minDecimals, maxDecimals, Letter!.Value, hasPlus || !hasUnsigned, digits);
    }
}
