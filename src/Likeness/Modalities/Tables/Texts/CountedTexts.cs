using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>
/// The rows whose texts count. Several rows of one key with the same text are one: else a person of five rows would have a name that five rows have in common.
/// </summary>
internal static class CountedTexts
{
    // Texts of fewer keys, such as those of five managers, would have nothing in common.
    private const int MinKeys = 20;

    /// <summary>The rows that count.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column of texts.</param>
    public static int[] Find(Table rows, int column)
    {
        double[] texts = rows.ColumnValues(column);
        int[] counted = [.. Enumerable.Range(0, texts.Length).Where(row => !double.IsNaN(texts[row]))];
        for (int key = 0; key < rows.Width; key++)
        {
            if (key == column || rows.Columns[key].Kind is not IdentifierKind { Repeats: true })
            {
                continue;
            }

            double[] keys = rows.ColumnValues(key);
            int[] first =
            [
                .. counted.Where(row => !double.IsNaN(keys[row])).DistinctBy(row => (keys[row], texts[row])),
            ];
            int different = first.DistinctBy(row => keys[row]).Count();
            if (different >= MinKeys || different == first.Length)
            {
                // Rows without a key are each their own.
                counted = [.. first.Concat(counted.Where(row => double.IsNaN(keys[row]))).Order()];
            }
        }

        return counted;
    }
}
