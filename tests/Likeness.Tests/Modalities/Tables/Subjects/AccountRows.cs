using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>
/// Accounts: each row begins with the balance with which the one before ended; the rate is near that of the row before; the last row of a third of the accounts, and no other, says that it is closed.
/// </summary>
internal static class AccountRows
{
    public const double Correlation = 0.9;

    /// <summary>Samples rows: account_no, country, before, credit, debit, after, rate, state.</summary>
    /// <param name="accounts">The number of accounts, of 4 to 9 rows.</param>
    public static Table Create(int accounts)
    {
        var random = new PhiloxRandom(1, 0);
        var rows = new List<(string Key, string Country, double[] Numbers, string State)>();
        for (int account = 0; account < accounts; account++)
        {
            int count = 4 + random.NextInt(6);
            bool isClosed = random.NextDouble() < 1 / 3.0;
            string country = random.NextDouble() < 0.5 ? "DE" : "FR";
            double balance = Math.Round(2000 * random.NextDouble(), 2);
            double rate = random.NextNormal();
            for (int row = 0; row < count; row++)
            {
                double amount = Math.Round(300 * random.NextDouble(), 2);
                bool isCredit = random.NextDouble() < 0.5;
                double after = Math.Round(isCredit ? balance + amount : balance - amount, 2);
                double[] numbers =
                [
                    balance,
                    isCredit ? amount : 0,
                    isCredit ? 0 : amount,
                    after,
                    Math.Round(10 + rate, 3),
                ];
                rows.Add(($"DE{10_000 + account}", country, numbers, isClosed && row == count - 1 ? "closed" : "open"));
                balance = after;
                rate = (Correlation * rate) + (Math.Sqrt(1 - (Correlation * Correlation)) * random.NextNormal());
            }
        }

        double[] Column(int at) => [.. rows.Select(row => row.Numbers[at])];
        return Table.FromArrays(
            ("account_no", rows.Select(row => row.Key).ToArray()),
            ("country", rows.Select(row => row.Country).ToArray()),
            ("before", Column(0)),
            ("credit", Column(1)),
            ("debit", Column(2)),
            ("after", Column(3)),
            ("rate", Column(4)),
            ("state", rows.Select(row => row.State).ToArray())
        );
    }
}
