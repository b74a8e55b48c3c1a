namespace Likeness.Evaluation.Verdicts;

/// <summary>Whether generated rows have only values and rules of the real rows.</summary>
public enum ValidityLevel
{
    /// <summary>At least 99.9 % of the generated rows do, or no fewer than real rows that are left out, up to chance.</summary>
    Valid,

    /// <summary>They do, but clearly fewer test rows: some of what was found on training rows is no rule of the data.</summary>
    Doubtful,

    /// <summary>Fewer do: rules are broken, or values are not of the real columns.</summary>
    InvalidRows,
}
