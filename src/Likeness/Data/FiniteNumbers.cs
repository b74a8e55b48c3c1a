namespace Likeness.Data;

/// <summary>Refuses what is no finite number in files whose numbers are not written as text.</summary>
/// <param name="missing">With <c>nan</c> among them, NaN stands for a missing value.</param>
internal sealed class FiniteNumbers(IReadOnlyCollection<string> missing)
{
    private readonly bool allowsNaN = missing.Contains("nan", StringComparer.OrdinalIgnoreCase);

    /// <summary>Goes through (a part of) a row.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="file">What the message calls the file.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="columns">The columns of the numbers.</param>
    /// <exception cref="LikenessException">One is infinite, or NaN without standing for a missing value.</exception>
    public void Require(ReadOnlySpan<double> values, string file, int row, ReadOnlySpan<Column> columns)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) && !(allowsNaN && double.IsNaN(values[i])))
            {
                string fix = double.IsNaN(values[i]) ? "use --missing nan to leave such rows out" : "remove the row";
                throw new LikenessException(
                    $"{file}, row {row + 1}, column '{columns[i].Name}': {values[i]} is not a finite number ({fix})"
                );
            }
        }
    }
}
