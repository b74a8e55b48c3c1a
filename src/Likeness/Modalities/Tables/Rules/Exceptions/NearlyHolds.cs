using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>When enough rows satisfy a rule, and far fewer would by chance.</summary>
internal static class NearlyHolds
{
    /// <summary>The smallest fraction of the rows with a rule's values that satisfy it.</summary>
    public const double MinFraction = 0.95;

    // A column of which nearly all rows have one value is not determined by everything.
    private const double MinOfOthers = 0.9;
    private const double MinOfClass = 0.8;
    private const double MaxUnclear = 0.02;
    private const double MinCounted = 0.5;
    private const int MinRows = 30;
    private const double ErrorSigmas = 4;
    private const double MinErrorRate = 0.005;

    // What a sample of the rows may miss of it.
    private const double SampleMargin = 0.03;

    /// <summary>Whether so many errors are no more than others have by chance.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="rows">The rows among which they are.</param>
    /// <param name="rate">The fraction of others that are wrong.</param>
    public static bool AreEven(int errors, int rows, double rate)
    {
        double expected = Math.Max(MinErrorRate, rate) * rows;
        return errors <= expected + (ErrorSigmas * Math.Sqrt(expected)) + 1;
    }

    /// <summary>The logarithm of the probability that so many rows satisfy a rule by chance; 0 where all do by chance.</summary>
    public static double LogChance(int held, int rows, double chance) =>
        chance >= 1 ? 0 : ChanceBound.LogOf(held, rows, chance);

    /// <summary>Whether a rule is worth a look at all rows, by a sample of them.</summary>
    public static bool MayHold(MainValues found) =>
        found.FurtherHeld >= (MinFraction - SampleMargin) * found.Further
        && found.OthersHeld >= (MinOfOthers - (2 * SampleMargin)) * found.Others;

    /// <summary>Whether keys nearly determine values.</summary>
    /// <param name="found">The values of the keys.</param>
    /// <param name="choices">The logarithm of the number of other keys that would have been found, too.</param>
    public static bool IsMap(MainValues found, double choices) => Holds(found, choices, MaxUnclear);

    /// <summary>Whether each of a few keys has a main value, and each main value its keys.</summary>
    /// <inheritdoc cref="IsMap"/>
    public static bool AreClasses(MainValues found, double choices) =>
        found.MinHeld >= Protection.MinRows && found.MinOfValue >= MinOfClass && Holds(found, choices, maxUnclear: 0);

    /// <summary>Whether parts of the calendar nearly determine values: where a value changes within a part, more of its rows are wrong.</summary>
    /// <inheritdoc cref="IsMap"/>
    public static bool IsCalendar(MainValues found, double choices) =>
        found.Uneven == 0 && Holds(found, choices, maxUnclear: 0);

    /// <summary>Whether enough rows satisfy a rule that computes values, but not all.</summary>
    /// <param name="held">The rows that satisfy it.</param>
    /// <param name="counted">The rows that have its values.</param>
    /// <param name="holds">Whether each row does.</param>
    /// <param name="logChance">The logarithm of the probability that so many would by chance.</param>
    public static bool Holds(int held, int counted, bool[] holds, double logChance) =>
        held >= MinFraction * counted
        && counted >= MinRows
        && counted >= MinCounted * holds.Length
        && !Array.TrueForAll(holds, one => one)
        && logChance < RuleSearch.MaxLogChance;

    /// <summary>Whether the rows of a key nearly share a value, which may be missing in any number of them.</summary>
    /// <inheritdoc cref="IsMap"/>
    public static bool AreShared(MainValues found, double choices) =>
        found.Held < found.Rows && AreMain(found, choices, MaxUnclear);

    // Not in all rows: other searches find these.
    private static bool Holds(MainValues found, double choices, double maxUnclear) =>
        found.Held < found.Rows && found.Counted >= MinCounted * found.Rows && AreMain(found, choices, maxUnclear);

    private static bool AreMain(MainValues found, double choices, double maxUnclear) =>
        found.Further >= MinRows
        && found.FurtherHeld >= MinFraction * found.Further
        && found.Others > 0
        && found.OthersHeld >= MinOfOthers * found.Others
        && found.Unclear <= maxUnclear * found.Counted
        && found.LogChance + choices < RuleSearch.MaxLogChance;
}
