namespace Likeness.Data;

/// <summary>Refuses infinite numbers in binary files; NaN is a missing value.</summary>
internal static class FiniteNumbers
{
    /// <summary>Checks (a part of) a row.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="file">The file's name in the message.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="columns">The columns of the numbers.</param>
    /// <exception cref="LikenessException">A number is infinite.</exception>
    public static void Require(ReadOnlySpan<double> values, string file, int row, ReadOnlySpan<Column> columns)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                throw new LikenessException(
                    $"{file}, row {row + 1}, column '{columns[i].Name}': {values[i]} is not a finite number (remove the row)"
                );
            }
        }
    }
}
