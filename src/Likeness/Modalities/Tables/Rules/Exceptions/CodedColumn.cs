using System.Runtime.InteropServices;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>The values of a column as codes 0, 1, … in the order in which they appear; missing is a value.</summary>
internal sealed class CodedColumn
{
    private readonly Lazy<(int[] Rows, int[] Starts)> byCode;

    private CodedColumn(double[] values, int[] codes, int[] counts)
    {
        (Values, Codes, Counts) = (values, codes, counts);
        Missing = Array.FindIndex(values, double.IsNaN);
        byCode = new(ByCode);
    }

    /// <summary>The value of each code.</summary>
    public double[] Values { get; }

    /// <summary>The code that each row has.</summary>
    public int[] Codes { get; }

    /// <summary>The number of rows with each code.</summary>
    public int[] Counts { get; }

    /// <summary>The code of missing cells; −1 where there are none.</summary>
    public int Missing { get; }

    /// <summary>Codes the values of rows.</summary>
    public static CodedColumn Create(ReadOnlySpan<double> cells)
    {
        var codeOf = new Dictionary<double, int>();
        var values = new List<double>();
        var counts = new List<int>();
        int[] codes = new int[cells.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(codeOf, cells[row], out bool exists);
            if (!exists)
            {
                code = values.Count;
                values.Add(cells[row]);
                counts.Add(0);
            }

            codes[row] = code;
            counts[code]++;
        }

        return new([.. values], codes, [.. counts]);
    }

    /// <summary>The rows of a code.</summary>
    public ReadOnlySpan<int> RowsOf(int code)
    {
        var (rows, starts) = byCode.Value;
        return rows.AsSpan(starts[code], Counts[code]);
    }

    private (int[] Rows, int[] Starts) ByCode()
    {
        int[] starts = new int[Counts.Length];
        for (int code = 1; code < starts.Length; code++)
        {
            starts[code] = starts[code - 1] + Counts[code - 1];
        }

        int[] next = [.. starts];
        int[] rows = new int[Codes.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[next[Codes[row]]++] = row;
        }

        return (rows, starts);
    }
}
