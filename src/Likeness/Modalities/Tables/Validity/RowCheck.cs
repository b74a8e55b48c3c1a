using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>One thing that may make rows invalid.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The rule, or the name of the column.</param>
/// <param name="LeftOut">How many of the real rows would be invalid beside the others.</param>
/// <param name="Fails">Whether each row is invalid: [rows.RowCount].</param>
/// <param name="OfTexts">Whether rows are checked as they were read, with the texts of keys.</param>
internal sealed record RowCheck(
    ValidityKind Kind,
    string Name,
    int LeftOut,
    Func<Table, bool[]> Fails,
    bool OfTexts = false
);
