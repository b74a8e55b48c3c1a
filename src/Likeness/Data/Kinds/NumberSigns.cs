namespace Likeness.Data.Kinds;

/// <summary>How a file writes the signs of a column's numbers.</summary>
public enum NumberSigns
{
    /// <summary>A minus before the prefix of negative numbers: -$5.</summary>
    Minus,

    /// <summary>A minus between the prefix and negative numbers: USD -5.</summary>
    MinusBehindPrefix,

    /// <summary>A plus or a minus before every number: +5, +0, -5.</summary>
    Always,

    /// <summary>A plus or a minus before every number except zero: +5, 0, -5.</summary>
    AlwaysExceptZero,

    /// <summary>Parentheses around negative numbers, as accountants write them: (5).</summary>
    Parentheses,
}
