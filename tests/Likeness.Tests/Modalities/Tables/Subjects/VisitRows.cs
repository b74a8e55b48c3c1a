using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Visits of patients: each has a sex, a year of birth and a day of joining, a weight about the same at every visit, and days of visits from the day of joining on.</summary>
internal static class VisitRows
{
    /// <summary>Samples visits: patient_id, name, sex, birth_year, joined, visited, weight.</summary>
    /// <param name="patients">The number of patients.</param>
    /// <param name="areTogether">Whether the visits of a patient follow each other.</param>
    /// <param name="seed">Another seed gives other patients.</param>
    public static Table Create(int patients, bool areTogether = true, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var rows =
            new List<(
                string Id,
                string Name,
                string Sex,
                int Born,
                DateOnly Joined,
                DateOnly Visited,
                double Weight
            )>();
        for (int patient = 0; patient < patients; patient++)
        {
            string sex = random.NextDouble() < 0.5 ? "F" : "M";
            int born = 1940 + random.NextInt(60);
            var joined = new DateOnly(2020, 1, 1).AddDays(random.NextInt(1000));
            double weight = (sex == "M" ? 84 : 68) + (9 * random.NextNormal());
            int visits = 1 + random.NextInt(5);
            for (int visit = 0; visit < visits; visit++)
            {
                rows.Add(
                    (
                        $"P-{10_000 + patient}",
                        $"Name{patient % (patients * 9 / 10)} Family",
                        sex,
                        born,
                        joined,
                        joined.AddDays(random.NextInt(400)),
                        Math.Round(weight + (2 * random.NextNormal()), 1)
                    )
                );
            }
        }

        int[] order = areTogether ? [.. Enumerable.Range(0, rows.Count)] : random.Permutation(rows.Count);
        return Table.FromArrays(
            ("patient_id", order.Select(row => rows[row].Id).ToArray()),
            ("name", order.Select(row => rows[row].Name).ToArray()),
            ("sex", order.Select(row => rows[row].Sex).ToArray()),
            ("birth_year", order.Select(row => rows[row].Born).ToArray()),
            ("joined", order.Select(row => rows[row].Joined).ToArray()),
            ("visited", order.Select(row => rows[row].Visited).ToArray()),
            ("weight", order.Select(row => rows[row].Weight).ToArray())
        );
    }

    /// <summary>The texts of a column.</summary>
    public static string[] Texts(Table rows, string name)
    {
        int at = rows.Columns.Index().First(one => one.Item.Name == name).Index;
        return Array.ConvertAll(rows.ColumnValues(at), rows.Columns[at].Write);
    }
}
