using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>
/// The rows whose texts count. Several rows of one key with the same text are one: else a person of five rows would have a name that five rows have in common. Of an e-mail address only a few count, unless many rows have it, which is then none of a customer.
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

        return rows.Columns[column].Kind is TextKind kind ? WithoutManyOfMails(counted, texts, kind) : counted;
    }

    private static int[] WithoutManyOfMails(int[] counted, double[] texts, TextKind kind)
    {
        var rowsOf = counted.CountBy(row => texts[row]).ToDictionary();
        var left = rowsOf
            .Where(one => one.Value >= TextSpelling.MinTexts && one.Value <= KeyRows.MaxFraction * counted.Length)
            .Where(one => PersonalKeys.IsMail(kind.Write(one.Key)))
            .ToDictionary(one => one.Key, _ => TextSpelling.MinTexts - 1);
        return
        [
            .. counted.Where(row => !left.TryGetValue(texts[row], out int some) || (left[texts[row]] = some - 1) >= 0),
        ];
    }
}
