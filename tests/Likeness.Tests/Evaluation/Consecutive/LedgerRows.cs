using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Evaluation.Consecutive;

/// <summary>Bookings of accounts: account_id, branch, number, opening, amount, closing. Each opening balance is the closing one before.</summary>
internal static class LedgerRows
{
    /// <summary>Samples accounts.</summary>
    /// <param name="accounts">The number of accounts, of 3 to 11 bookings.</param>
    /// <param name="seed">Another seed gives other accounts.</param>
    public static Table Create(int accounts, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        var rows = new List<(string Account, string Branch, int Number, double Opening, double Amount)>();
        for (int account = 0; account < accounts; account++)
        {
            string branch = $"Branch {random.NextInt(4)}";
            double balance = Math.Round(2000 + (500 * random.NextNormal()), 2);
            int bookings = 3 + random.NextInt(9);
            for (int number = 1; number <= bookings; number++)
            {
                double amount = Math.Round(200 * random.NextNormal(), 2);
                rows.Add(($"AC-{account + 10_000}", branch, number, balance, amount));
                balance = Math.Round(balance + amount, 2);
            }
        }

        return Of([.. rows]);
    }

    /// <summary>The same, but balances and amounts are those of other rows with the same number: single rows are alike.</summary>
    public static Table Shuffled(int accounts, ulong seed)
    {
        var ledger = Create(accounts, seed);
        var random = new PhiloxRandom(seed, 1);
        int[] from = new int[ledger.RowCount];
        foreach (var same in Enumerable.Range(0, from.Length).GroupBy(row => ledger[row, 2]))
        {
            int[] rows = [.. same];
            int[] order = random.Permutation(rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                from[rows[i]] = rows[order[i]];
            }
        }

        return Table.FromColumns(
            ledger.Columns,
            [
                .. Enumerable
                    .Range(0, ledger.Width)
                    .Select(column =>
                        column < 3 ? ledger.ColumnValues(column) : Array.ConvertAll(from, row => ledger[row, column])
                    ),
            ]
        );
    }

    /// <summary>The rows of a table in another order.</summary>
    public static Table Mixed(Table rows, ulong seed) =>
        rows.TakeRows(new PhiloxRandom(seed, 2).Permutation(rows.RowCount));

    private static Table Of((string Account, string Branch, int Number, double Opening, double Amount)[] rows) =>
        Table.FromArrays(
            ("account_id", Array.ConvertAll(rows, row => row.Account)),
            ("branch", Array.ConvertAll(rows, row => row.Branch)),
            ("number", Array.ConvertAll(rows, row => row.Number)),
            ("opening", Array.ConvertAll(rows, row => row.Opening)),
            ("amount", Array.ConvertAll(rows, row => row.Amount)),
            ("closing", Array.ConvertAll(rows, row => Math.Round(row.Opening + row.Amount, 2)))
        );
}
