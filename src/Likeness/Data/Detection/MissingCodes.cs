using System.Globalization;
using Likeness.Data.Csv;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>Numbers that may stand for missing values: repeated digits such as −99, −999 or 9999, or hundreds below 0 such as −200, in at least five rows, far from all other numbers of the column; repeated digits below 0 where no other number is.</summary>
internal static class MissingCodes
{
    private const int MinRows = 5;
    private const int MinOthers = 20;
    private const int FewestOnes = 11;
    private const int Hundred = 100;
    private const double LargestCode = 1e10;
    private const int ShownColumns = 3;

    /// <summary>A sentence on each number; none if nothing is found.</summary>
    public static IEnumerable<string> Find(Table table) =>
        Enumerable
            .Range(0, table.Width)
            .Where(column => table.Columns[column].Kind is NumberKind)
            .SelectMany(column =>
                Find(table.Column(column))
                    .Select(code =>
                        (Column: table.Columns[column], Text: table.Columns[column].Write(code.Value), code.Rows)
                    )
                    .Concat(Sentinels(table, column))
            )
            .GroupBy(found => found.Text)
            .Select(same =>
            {
                string[] names = [.. same.Select(found => $"'{CsvHeader.Shown(found.Column.Name)}'")];
                string more = names.Length > ShownColumns ? $" and {names.Length - ShownColumns} more" : "";
                int rows = same.Max(found => found.Rows);
                return $"{string.Join(", ", names.Take(ShownColumns))}{more} {(names.Length == 1 ? "has" : "have")} {same.Key} in {(names.Length == 1 ? "" : "up to ")}{rows} rows, apart from all others: if that stands for a missing value, {CsvHeader.MissingOption(same.Key)}";
            });

    // Those of which the file writes no decimals are codes already.
    private static IEnumerable<(Column Column, string Text, int Rows)> Sentinels(Table table, int at)
    {
        var column = table.Columns[at];
        double[] cells = table.ColumnValues(at);
        return (column.Codes?.Values ?? [])
            .Where(text =>
                double.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out double value)
                && IsCode(value)
            )
            .Select(text => (column, text, cells.Count(cell => column.Codes!.ValueOf(cell) == text)))
            .Where(code => code.Item3 >= MinRows);
    }

    private static IEnumerable<(double Value, int Rows)> Find(ReadOnlySpan<double> cells)
    {
        var codes = new Dictionary<double, int>();
        int others = 0;
        var (smallest, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double cell in cells)
        {
            if (IsCode(cell) && cell > -LargestCode)
            {
                codes[cell] = codes.GetValueOrDefault(cell) + 1;
            }
            else if (!double.IsNaN(cell))
            {
                others++;
                (smallest, largest) = (Math.Min(smallest, cell), Math.Max(largest, cell));
            }
        }

        // Of several hundreds below 0, none is a code.
        double[] hundreds = [.. codes.Keys.Where(code => !IsRepeated(code))];
        foreach (double hundred in hundreds.Length > 1 ? hundreds : [])
        {
            codes.Remove(hundred, out int rows);
            (others, smallest) = (others + rows, Math.Min(smallest, hundred));
        }

        double range = largest - smallest;
        return others < MinOthers
            ? []
            :
            [
                .. codes
                    .Where(code => code.Value >= MinRows && IsApart(code.Key))
                    .OrderBy(code => code.Key)
                    .Select(code => (code.Key, code.Value)),
            ];

        bool IsApart(double code) =>
            code > largest + range || code < smallest - range || (code < 0 && smallest >= 0 && IsRepeated(code));
    }

    private static bool IsCode(double value) => (value < 0 && value % Hundred == 0) || IsRepeated(value);

    // 99, -999; also 88 and 77, which surveys use for answers that were refused.
    private static bool IsRepeated(double value)
    {
        double code = Math.Abs(value);
        if (!(code < LargestCode) || code != Math.Floor(code))
        {
            return false;
        }

        // A number of one digit repeated is that digit times 1…1, which is the rounded ninth of a power of ten.
        double ones = Math.Floor(Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, code))) + 1) / 9);
        return ones >= FewestOnes && (code / ones) is 7 or 8 or 9;
    }
}
