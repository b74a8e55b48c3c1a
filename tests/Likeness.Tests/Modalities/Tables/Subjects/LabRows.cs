using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Laboratory tests: patients with two to four accessions each, of one to four different tests.</summary>
internal static class LabRows
{
    /// <summary>Rows: patient_id, sex, accession, collected (in minutes), status, test, value, total, which is the sum of an accession's values.</summary>
    /// <param name="patients">The number of patients.</param>
    /// <param name="areTogether">Whether the accessions of a patient stand next to each other, else all stand by their time.</param>
    public static Table Create(int patients, bool areTogether = true)
    {
        string[] tests = ["GLU", "CREA", "K", "HB", "WBC", "CRP"];
        var random = new PhiloxRandom(7, 0);
        var accessions = new List<(string Patient, string Sex, double Time, string Status, (string, double)[] Tests)>();
        for (int patient = 0; patient < patients; patient++)
        {
            string sex = random.NextDouble() < 0.5 ? "F" : "M";
            double level = random.NextNormal();
            double time = random.NextInt(200_000);
            for (int left = 2 + random.NextInt(3); left > 0; left--)
            {
                int[] chosen = random.Permutation(tests.Length)[..(1 + random.NextInt(4))];
                accessions.Add(
                    (
                        $"P{10_000 + (7 * patient)}",
                        sex,
                        time,
                        random.NextDouble() < 0.7 ? "final" : "corrected",
                        [
                            .. chosen.Select(test =>
                                (tests[test], Math.Round(50 + (10 * test) + (8 * level) + random.NextNormal(), 1))
                            ),
                        ]
                    )
                );
                time += 3000 + random.NextInt(40_000);
            }
        }

        var rows = (areTogether ? accessions : [.. accessions.OrderBy(one => one.Time)])
            .Index()
            .SelectMany(one => one.Item.Tests.Select(test => (one.Index, one.Item, Test: test)))
            .ToList();
        return Table.FromArrays(
            ("patient_id", rows.Select(row => row.Item.Patient).ToArray()),
            ("sex", rows.Select(row => row.Item.Sex).ToArray()),
            ("accession", rows.Select(row => $"A24-{100 + row.Index:000000}").ToArray()),
            ("collected", rows.Select(row => row.Item.Time).ToArray()),
            ("status", rows.Select(row => row.Item.Status).ToArray()),
            ("test", rows.Select(row => row.Test.Item1).ToArray()),
            ("value", rows.Select(row => row.Test.Item2).ToArray()),
            ("total", rows.Select(row => Math.Round(row.Item.Tests.Sum(test => test.Item2), 1)).ToArray())
        );
    }
}
