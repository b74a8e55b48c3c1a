using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>The rows in which formulas are looked for, and which of them are enough.</summary>
internal abstract class TriedFormulas
{
    /// <summary>The rows in which formulas are looked for.</summary>
    public abstract Table Sample { get; }

    /// <summary>Whether some rows may have another value than that of a formula.</summary>
    public abstract bool MayBreak { get; }

    /// <summary>Whether columns may be searched side by side, so that some are searched twice.</summary>
    public virtual bool MayLookAhead => true;

    /// <summary>Among more columns of numbers nothing is looked for.</summary>
    public abstract int MaxColumns { get; }

    /// <summary>What is looked for, in this order.</summary>
    public abstract IReadOnlyList<FormulaForms> Forms { get; }

    /// <summary>Whether a formula of a column is looked for.</summary>
    public virtual bool MayCompute(string column) => true;

    /// <summary>A column with the rows in which a sum of it is looked for.</summary>
    public abstract SearchedColumn ForSums(SearchedColumn searched);

    /// <summary>Rows that satisfy a formula, as far as they show that it is evident; null if it is not, or too few do.</summary>
    /// <param name="rule">The formula.</param>
    /// <param name="isEvident">Whether rows that satisfy it are enough evidence.</param>
    public abstract Table? Holding(FormulaColumn rule, Func<Table, bool> isEvident);
}

/// <summary>Formulas that all rows satisfy.</summary>
/// <param name="train">The rows.</param>
/// <param name="sample">Some of them, in which formulas are looked for.</param>
internal sealed class ExactFormulas(Table train, Table sample) : TriedFormulas
{
    /// <inheritdoc/>
    public override Table Sample => sample;

    /// <inheritdoc/>
    public override bool MayBreak => false;

    /// <inheritdoc/>
    public override int MaxColumns => 40;

    /// <inheritdoc/>
    public override IReadOnlyList<FormulaForms> Forms { get; } = Enum.GetValues<FormulaForms>();

    /// <inheritdoc/>
    public override SearchedColumn ForSums(SearchedColumn searched) => searched;

    /// <inheritdoc/>
    public override Table? Holding(FormulaColumn rule, Func<Table, bool> isEvident) =>
        isEvident(sample) && Array.TrueForAll(rule.Holds(train), holds => holds) ? sample : null;
}
