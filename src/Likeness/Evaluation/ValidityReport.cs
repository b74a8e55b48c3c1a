namespace Likeness.Evaluation;

/// <summary>
/// The data validity of generated rows: how many have in every cell a value that real rows may have, and satisfy every rule that all real rows satisfy.
/// </summary>
/// <param name="Valid">The fraction of generated rows that are valid.</param>
/// <param name="Baseline">The same fraction of real rows that are left out: of the test rows, or of each real row beside the others without them.</param>
/// <param name="BaselineRows">What the baseline rows are: <c>test rows</c> or <c>left-out real rows</c>.</param>
/// <param name="Checks">What generated rows fail: what they fail more often than real rows by more than chance first, then by how many do.</param>
public sealed record ValidityReport(
    double Valid,
    double Baseline,
    string BaselineRows,
    IReadOnlyList<ValidityCheck> Checks
)
{
    /// <summary>Columns that every real row has and no generated one, such as texts that are left out: they make no row invalid.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>What test rows fail more often than samples, where clearly fewer of them are valid: the most frequent first.</summary>
    public IReadOnlyList<ValidityCheck> Doubts { get; init; } = [];

    /// <summary>Columns of the real rows that the samples do not have: only the others were compared.</summary>
    public IReadOnlyList<string> AbsentColumns { get; init; } = [];
}

/// <summary>One thing that makes rows invalid.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The rule, or the name of the column.</param>
/// <param name="Invalid">The fraction of generated rows that fail.</param>
/// <param name="Baseline">The same fraction of real rows that are left out.</param>
/// <param name="IsBroken">Whether more than 0.1 % of the generated rows fail, and more than of the real rows by more than chance.</param>
public sealed record ValidityCheck(ValidityKind Kind, string Name, double Invalid, double Baseline, bool IsBroken)
{
    /// <summary>A new category beside one of the real rows that differs only in case or spaces: <c>'Web' beside 'web'</c>; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>What the rows do that fail, such as <c>break pickup ≤ dropoff</c>.</summary>
    internal string Words => WordsOf("real");

    /// <summary>The same of rows that are compared with training rows.</summary>
    internal string OfTestRows => WordsOf("training");

    private string WordsOf(string rows) =>
        Kind switch
        {
            ValidityKind.Rule => $"break {Name}",
            ValidityKind.Missing => $"lack '{Name}', which no {rows} row does",
            ValidityKind.Level =>
                $"have a '{Name}' that {rows} rows do not have{(Example is null ? "" : $" ({Example})")}",
            ValidityKind.Range => $"have '{Name}' outside the {rows} range",
            ValidityKind.Decimals => $"have more decimals in '{Name}' than {rows} rows",
            ValidityKind.Grid => $"have '{Name}' off the grid of the {rows} values",
            ValidityKind.Pattern => $"have '{Name}' of another pattern",
            _ => $"repeat '{Name}', which is unique in {rows} rows",
        };
}

/// <summary>What makes a row invalid.</summary>
public enum ValidityKind
{
    /// <summary>It breaks a rule that all real rows satisfy.</summary>
    Rule,

    /// <summary>A cell is missing in a column without missing values.</summary>
    Missing,

    /// <summary>A category that real rows do not have.</summary>
    Level,

    /// <summary>A number or time beyond the real range and its margin.</summary>
    Range,

    /// <summary>A number with more decimals than real ones, such as a fraction among whole numbers.</summary>
    Decimals,

    /// <summary>A number or time between the values of a coarser grid, such as 7 among multiples of 5.</summary>
    Grid,

    /// <summary>A key of another pattern.</summary>
    Pattern,

    /// <summary>A key that an earlier row has, where all real ones differ.</summary>
    Key,
}
