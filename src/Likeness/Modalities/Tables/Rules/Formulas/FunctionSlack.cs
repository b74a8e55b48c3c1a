using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>How far a function of a rounded number may be from that of the number itself: the logarithm of 0.0018 was computed from 0.00179.</summary>
internal static class FunctionSlack
{
    // As many digits as programs write of numbers in single precision.
    private const int Digits = 6;
    private const double SinglePrecision = 3e-7;

    /// <summary>Whether a formula is a function, perhaps with a constant.</summary>
    public static bool IsNeeded(Formula formula) =>
        formula is FormulaFunction or FormulaSum { Terms: [{ Term: FormulaFunction }, { Term: FormulaNumber }] };

    /// <summary>The step of a column's values; 0 if they are not rounded.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="at">The place of the column.</param>
    public static double StepOf(Table rows, int at) =>
        rows.Columns[at].Grid is { } grid ? grid.Step
        : RoundedNumber.DecimalsOf(rows, at) is int places ? Math.Pow(10, -places)
        : 0;

    /// <summary>The largest difference that half a step of the part makes, or half of its sixth digit.</summary>
    /// <param name="formula">A formula of one part.</param>
    /// <param name="value">The part's value.</param>
    /// <param name="step">The part's step; 0 if it has none.</param>
    public static double Of(Formula formula, double value, double step)
    {
        double place = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) + 1 - Digits);
        double half = Math.Max(step, value == 0 ? 0 : place) / 2;
        double at = formula.Value([value]);
        double above = Math.Abs(formula.Value([value + half]) - at);
        double below = Math.Abs(formula.Value([value - half]) - at);
        return (double.IsNaN(below) ? above : Math.Max(above, below)) + (SinglePrecision * Math.Max(1, Math.Abs(at)));
    }
}
