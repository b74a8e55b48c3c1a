namespace Likeness.Data;

/// <summary>Refuses numbers that are not finite in binary files.</summary>
/// <param name="missing">With <c>nan</c> among them, NaN is a missing value.</param>
internal sealed class FiniteNumbers(IReadOnlyCollection<string> missing)
{
    private readonly bool allowsNaN = missing.Contains("nan", StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks (a part of) a row.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="file">The file's name in the message.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="columns">The columns of the numbers.</param>
    /// <exception cref="LikenessException">A number is infinite, or NaN without being a missing value.</exception>
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
