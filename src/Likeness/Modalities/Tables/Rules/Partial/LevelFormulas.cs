using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Partial;

/// <summary>Formulas that all rows with a level satisfy.</summary>
/// <param name="some">Some of these rows.</param>
/// <param name="columns">The names of columns that may have one.</param>
internal sealed class LevelFormulas(Table some, IReadOnlySet<string> columns) : TriedFormulas
{
    /// <inheritdoc/>
    public override Table Sample => some;

    /// <inheritdoc/>
    public override bool MayBreak => false;

    /// <inheritdoc/>
    public override int MaxColumns => 24;

    /// <inheritdoc/>
    public override IReadOnlyList<FormulaForms> Forms { get; } =
    [FormulaForms.Sums, FormulaForms.Differences, FormulaForms.Quotients];

    /// <inheritdoc/>
    public override bool MayCompute(string column) => columns.Contains(column);

    /// <inheritdoc/>
    public override SearchedColumn ForSums(SearchedColumn searched) => searched;

    /// <inheritdoc/>
    public override Table? Holding(FormulaColumn rule, Func<Table, bool> isEvident) =>
        isEvident(some) && Array.TrueForAll(rule.Holds(some), holds => holds) ? some : null;
}
