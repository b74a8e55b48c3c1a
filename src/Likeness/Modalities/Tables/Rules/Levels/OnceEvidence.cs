using Likeness.Data;
using Likeness.Data.Detection;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>Whether rows repeat others as seldom as they would not by chance: never, or a few of very many times that independent rows would, as matches that were called off and played later do.</summary>
internal static class OnceEvidence
{
    private const double MaxRepeated = 0.002; // of the rows
    private const double MaxOfExpected = 0.02;

    /// <summary>The rule with what the rows say of it; null if they contradict it, or are no evidence.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="expected">The pairs of independent rows that would break it.</param>
    /// <param name="mayRepeat">Whether a few rows may.</param>
    public static OnceColumns? Find(Table train, OnceColumns rule, double expected, bool mayRepeat)
    {
        if (expected < -KeyEvidence.MaxLogChance)
        {
            return null;
        }

        int most = mayRepeat ? (int)Math.Min(MaxRepeated * train.RowCount, MaxOfExpected * expected) : 0;
        int repeated = rule.Repeated(train, most);
        return repeated <= most ? rule with { MayRepeat = repeated > 0 } : null;
    }

    /// <summary>A declared rule; null where rows break it, or too many break one that some may.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="rule">The rule.</param>
    public static OnceColumns? Declare(Table train, OnceColumns rule)
    {
        int most = rule.MayRepeat ? (int)(MaxRepeated * train.RowCount) : 0;
        return rule.Repeated(train, most) <= most ? rule : null;
    }
}
