using Likeness.Compute.Cpu;

namespace Likeness.Tests.Modalities.Tables.Validity;

/// <summary>Hotel stays whose every column has something to break.</summary>
internal static class StayRows
{
    /// <summary>Rows of one seed: keys, a town, whole numbers of guests, prices with cents, multiples of 5, and two days in order.</summary>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="count">The number of rows.</param>
    public static Dictionary<string, string[]> Create(ulong seed, int count)
    {
        var random = new PhiloxRandom(seed, 0);
        string[] towns = ["Bonn", "Köln", "Mainz", "Trier"];
        var rows = Enumerable
            .Range(0, count)
            .Select(row =>
            {
                var booked = new DateOnly(2024, 1, 1).AddDays(Next(700));
                return (
                    Id: FormattableString.Invariant($"BK-{((int)seed * 10_000) + row:00000}"),
                    Town: towns[Next(4)],
                    Guests: $"{1 + Next(6)}",
                    Price: FormattableString.Invariant($"{20 + (Next(9000) / 100.0):0.00}"),
                    Points: $"{5 * Next(40)}",
                    Booked: $"{booked:yyyy-MM-dd}",
                    Arrival: $"{booked.AddDays(Next(90)):yyyy-MM-dd}"
                );
            })
            .ToList();
        return new()
        {
            ["id"] = [.. rows.Select(row => row.Id)],
            ["town"] = [.. rows.Select(row => row.Town)],
            ["guests"] = [.. rows.Select(row => row.Guests)],
            ["price"] = [.. rows.Select(row => row.Price)],
            ["points"] = [.. rows.Select(row => row.Points)],
            ["booked"] = [.. rows.Select(row => row.Booked)],
            ["arrival"] = [.. rows.Select(row => row.Arrival)],
        };

        int Next(int below) => (int)(random.NextDouble() * below);
    }

    /// <summary>The same rows, in which the first of a column have other cells.</summary>
    public static Dictionary<string, string[]> With(
        this Dictionary<string, string[]> rows,
        string column,
        params string[] cells
    ) => new(rows) { [column] = [.. cells, .. rows[column].Skip(cells.Length)] };

    /// <summary>Writes a CSV file.</summary>
    public static void Write(this Dictionary<string, string[]> rows, string path) =>
        File.WriteAllLines(
            path,
            [
                string.Join(',', rows.Keys),
                .. Enumerable
                    .Range(0, rows.Values.First().Length)
                    .Select(row => string.Join(',', rows.Values.Select(cells => cells[row]))),
            ]
        );
}
