using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Pupils whose numbers are those within their school: number 16 of each school is somebody else. No two rows of a number have the same school, which says nothing else of them.</summary>
public sealed class KeyResemblanceTests
{
    private const int Schools = 60;
    private const int PerSchool = 30;

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0.4, 0, true)]
    [InlineData(0, 0.4, true)]
    public void RowsFollowEachOtherOnlyIfTheyResembleEachOther(double inLevel, double inNumber, bool isShown)
    {
        var table = Pupils(inLevel, inNumber);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal(["school"], rule.Series!.Distinct);
        Assert.Empty(rule.Same);
        Assert.Empty(rule.Similar);
        Assert.Equal(isShown, model.Encoding.Context is not null);
    }

    /// <summary>Of 400 columns of random levels or numbers none resembles itself by chance.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ChanceShowsNothing(bool areNumbers)
    {
        var random = new PhiloxRandom(3, 0);
        int[][] groups = KeyGroups.Of([.. Enumerable.Range(0, 600).Select(_ => Math.Floor(random.NextDouble() * 80))]);
        for (int i = 0; i < 400; i++)
        {
            double[] cells =
            [
                .. groups.SelectMany(group => group).Select(_ => Math.Floor(8 * Math.Pow(random.NextDouble(), 3))),
            ];
            Assert.False(KeyResemblance.IsShown([(cells, areNumbers)], groups));
        }
    }

    // Numbers of pupils are random ones of 300 within each school; the fraction of pupils whose level is that of the number, and the variance that it has.
    private static Table Pupils(double inLevel, double inNumber)
    {
        var random = new PhiloxRandom(5, 0);
        double[] levelOf = [.. Enumerable.Range(0, 300).Select(_ => Math.Floor(random.NextDouble() * 4))];
        double[] valueOf = [.. Enumerable.Range(0, 300).Select(_ => random.NextNormal())];
        var rows = new List<(string School, string Student, string Course, double Mark)>();
        for (int school = 0; school < Schools; school++)
        {
            int[] numbers = [.. Enumerable.Range(0, 300)];
            random.Shuffle(numbers);
            foreach (int number in numbers.Take(PerSchool))
            {
                double level = random.NextDouble() < inLevel ? levelOf[number] : Math.Floor(random.NextDouble() * 4);
                double mark = (inNumber * valueOf[number]) + random.NextNormal();
                rows.Add(($"S{school:00}", $"{number + 1:000}", $"c{level}", Math.Round(50 + (10 * mark), 1)));
            }
        }

        return Table.FromArrays(
            ("school", rows.Select(row => row.School).ToArray()),
            ("student", rows.Select(row => row.Student).ToArray()),
            ("course", rows.Select(row => row.Course).ToArray()),
            ("mark", rows.Select(row => row.Mark).ToArray())
        );
    }
}
