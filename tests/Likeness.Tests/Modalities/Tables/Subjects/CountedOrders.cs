using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Customers with one to nine numbered orders, each some days after the one before.</summary>
internal static class CountedOrders
{
    /// <summary>Samples rows: customer_id, country, order_no, day (a time), price.</summary>
    /// <param name="areTogether">Whether the rows of a customer stand together, or those of all by day.</param>
    public static Table Create(bool areTogether)
    {
        var random = new PhiloxRandom(12, 0);
        var rows = new List<(string Key, string Country, int Number, DateTime Day, double Price)>();
        for (int customer = 0; customer < 500; customer++)
        {
            string country = random.NextDouble() < 0.4 ? "FR" : "DE";
            var day = new DateTime(2024, 1, 1).AddDays(random.NextInt(200));
            int orders = 1 + random.NextInt(9);
            for (int order = 1; order <= orders; order++)
            {
                rows.Add(($"C-{4000 + customer}", country, order, day, 5 + random.NextInt(40)));
                day = day.AddDays(5 + random.NextInt(40));
            }
        }

        var ordered = areTogether ? rows : [.. rows.OrderBy(row => row.Day)];
        return Table.FromArrays(
            ("customer_id", ordered.Select(row => row.Key).ToArray()),
            ("country", ordered.Select(row => row.Country).ToArray()),
            ("order_no", ordered.Select(row => (double)row.Number).ToArray()),
            ("day", ordered.Select(row => DateOnly.FromDateTime(row.Day)).ToArray()),
            ("price", ordered.Select(row => row.Price).ToArray())
        );
    }
}
