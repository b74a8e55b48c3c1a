namespace Likeness.Data.Detection;

/// <summary>The numbers of a column as seconds of durations below a minute, whose minutes are left out.</summary>
internal sealed class SecondsProfile
{
    private const int MaxWhole = 2; // digits
    private const int MaxDecimals = 9;
    private const char FirstOfMinute = '6';

    private Dictionary<int, string>? examples;
    private bool areOthers;

    /// <summary>A text of each way to write seconds; empty if some number is none.</summary>
    public IReadOnlyCollection<string> Examples => areOthers || examples is null ? [] : examples.Values;

    /// <summary>Adds a number.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (areOthers)
        {
            return;
        }

        int whole = NumberSyntax.Digits(text);
        int decimals = whole < text.Length ? NumberSyntax.Digits(text[(whole + 1)..]) : 0;
        areOthers =
            whole is 0 or > MaxWhole
            || (whole == MaxWhole && text[0] >= FirstOfMinute)
            || (whole < text.Length && (text[whole] is not ('.' or ',') || whole + 1 + decimals != text.Length))
            || decimals > MaxDecimals;
        if (areOthers)
        {
            return;
        }

        int way = (4 * decimals) + (2 * (text[0] == '0' ? 1 : 0)) + whole - 1;
        examples ??= [];
        if (!examples.ContainsKey(way))
        {
            examples.Add(way, text.ToString());
        }
    }
}
