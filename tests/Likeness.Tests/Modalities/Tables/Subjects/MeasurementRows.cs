using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Measurements of a trial: patients with one to four visits, each on a day, of three or four parameters.</summary>
internal static class MeasurementRows
{
    private static readonly string[] Parameters = ["SYSBP", "PULSE", "ALT", "CREAT"];

    /// <summary>Rows: subject_id, sex, visit, date, param, value and base, which is the value of the parameter at the first visit; none where that lacks it.</summary>
    /// <param name="subjects">The number of patients.</param>
    /// <param name="seed">Another seed gives other patients.</param>
    public static Table Create(int subjects, ulong seed = 5)
    {
        var random = new PhiloxRandom(seed, 0);
        var rows =
            new List<(string Subject, string Sex, int Visit, DateOnly Date, string Param, double Value, double Base)>();
        for (int subject = 0; subject < subjects; subject++)
        {
            string sex = random.NextDouble() < 0.5 ? "F" : "M";
            var first = new DateOnly(2023, 1, 2).AddDays(random.NextInt(300));
            double[] bases = new double[Parameters.Length];
            int visits = 1 + random.NextInt(4);
            for (int visit = 0; visit < visits; visit++)
            {
                var date = first.AddDays(visit == 0 ? 0 : (28 * visit) + random.NextInt(5) - 2);
                int left = random.NextInt(10 * Parameters.Length);
                foreach (int at in Enumerable.Range(0, Parameters.Length))
                {
                    double value = Math.Round(30 + (40 * at) + (6 * random.NextNormal()));
                    bases[at] =
                        visit > 0 ? bases[at]
                        : at == left ? double.NaN
                        : value;
                    if (at != left)
                    {
                        rows.Add(
                            ($"S-{10_000 + (3 * subject)}", sex, 1 + visit, date, Parameters[at], value, bases[at])
                        );
                    }
                }
            }
        }

        return Table.FromArrays(
            ("subject_id", rows.Select(row => row.Subject).ToArray()),
            ("sex", rows.Select(row => row.Sex).ToArray()),
            ("visit", rows.Select(row => row.Visit).ToArray()),
            ("date", rows.Select(row => row.Date).ToArray()),
            ("param", rows.Select(row => row.Param).ToArray()),
            ("value", rows.Select(row => row.Value).ToArray()),
            ("base", rows.Select(row => row.Base).ToArray())
        );
    }

    /// <summary>Bookings of accounts, up to three on a day: account_no, date, kind and amount, of which bookings of one day say nothing.</summary>
    /// <param name="accounts">The number of accounts.</param>
    public static Table Bookings(int accounts)
    {
        var random = new PhiloxRandom(6, 0);
        var rows = new List<(string Account, DateOnly Date, string Kind, double Amount)>();
        foreach (int account in Enumerable.Range(0, accounts))
        {
            var date = new DateOnly(2023, 1, 2);
            for (int day = 0; day < 5; day++)
            {
                date = date.AddDays(1 + random.NextInt(20));
                for (int left = 1 + random.NextInt(3); left > 0; left--)
                {
                    string kind = random.NextInt(3) switch
                    {
                        0 => "card",
                        1 => "cash",
                        _ => "transfer",
                    };
                    rows.Add(($"A-{50_000 + (7 * account)}", date, kind, 5 + random.NextInt(40)));
                }
            }
        }

        return Table.FromArrays(
            ("account_no", rows.Select(row => row.Account).ToArray()),
            ("date", rows.Select(row => row.Date).ToArray()),
            ("kind", rows.Select(row => row.Kind).ToArray()),
            ("amount", rows.Select(row => row.Amount).ToArray())
        );
    }
}
