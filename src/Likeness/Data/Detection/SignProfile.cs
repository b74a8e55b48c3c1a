using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>The signs of a column's numbers.</summary>
internal sealed class SignProfile
{
    private bool hasMinus;
    private bool hasInnerMinus;
    private bool hasPlus;
    private bool hasUnsigned;
    private bool hasUnsignedZero;
    private bool hasParentheses;

    /// <summary>Whether one way of writing signs is left.</summary>
    public bool IsConsistent => !hasParentheses || !(hasMinus || hasInnerMinus || hasPlus);

    /// <summary>The way.</summary>
    public NumberSigns Signs =>
        hasParentheses ? NumberSigns.Parentheses
        : hasPlus && !hasUnsigned ? (hasUnsignedZero ? NumberSigns.AlwaysExceptZero : NumberSigns.Always)
        : hasInnerMinus && !hasMinus ? NumberSigns.MinusBehindPrefix
        : NumberSigns.Minus;

    /// <summary>Adds a number.</summary>
    /// <param name="body">The number without prefix and suffix.</param>
    /// <param name="outer">The sign before the prefix, or a parenthesis; another character for none.</param>
    public void Add(ReadOnlySpan<char> body, char outer)
    {
        hasParentheses |= outer == '(';
        hasMinus |= outer == '-';
        hasPlus |= outer == '+';
        if (outer is '(' or '-' or '+')
        {
            return;
        }

        hasInnerMinus |= body[0] == '-';
        bool isUnsigned = body[0] != '-';
        if (isUnsigned && !hasUnsigned)
        {
            bool isZero = body.IndexOfAnyInRange('1', '9') < 0;
            hasUnsigned |= !isZero;
            hasUnsignedZero |= isZero;
        }
    }
}
