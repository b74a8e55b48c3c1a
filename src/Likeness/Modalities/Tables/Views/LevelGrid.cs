using System.Text.Json.Serialization;

namespace Likeness.Modalities.Tables.Views;

/// <summary>The grids of a column of numbers within the levels of another column: whole numbers of sodium, hundredths of creatinine.</summary>
/// <param name="Column">The column of numbers.</param>
/// <param name="By">The other column.</param>
/// <param name="Steps">Values of the other column, each with the step of the numbers beside it.</param>
internal sealed record LevelGrid(string Column, string By, IReadOnlyList<LevelStep> Steps)
{
    private readonly Dictionary<double, LevelStep> stepOf = Steps.ToDictionary(step => step.Level);

    /// <summary>Moves each number to the nearest one that its level could have.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="levels">The cells of the other column.</param>
    public void Snap(double[] numbers, ReadOnlySpan<double> levels)
    {
        for (int row = 0; row < numbers.Length; row++)
        {
            if (stepOf.TryGetValue(levels[row], out var step))
            {
                numbers[row] = step.Nearest(numbers[row]);
            }
        }
    }
}

/// <summary>The step of numbers beside a level: a whole number of units of the last decimal.</summary>
/// <param name="Level">The level; NaN for missing.</param>
/// <param name="Units">The units in a step.</param>
/// <param name="Decimals">Decimal places of the unit.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal readonly record struct LevelStep(double Level, long Units, int Decimals)
{
    /// <summary>The nearest multiple, to the bit as a file has it.</summary>
    public double Nearest(double value)
    {
        double scale = Math.Pow(10, Decimals);
        return Math.Round(value * scale / Units) * Units / scale;
    }
}
