using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Rows of keys in an order that no column tells.</summary>
public sealed class FileOrderTests
{
    private static readonly string[] Courses = ["Maths", "German", "English", "Art"];

    [Fact]
    public void EachPupilHasEachCourseInTurn()
    {
        var data = Marks(areShuffled: false);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        Assert.True(model.Encoding.Rules.OfType<SubjectColumns>().Single().Series?.IsOrdered);
        var samples = model.Sample(data.RowCount, 1);
        string[] pupils = VisitRows.Texts(samples, "pupil_id");
        string[] rows = [.. VisitRows.Texts(samples, "course").Zip(VisitRows.Texts(samples, "term"), (a, b) => a + b)];
        string[] expected = [.. Courses.SelectMany(course => (string[])[$"{course}1", $"{course}2"])];
        var groups = Enumerable
            .Range(0, rows.Length)
            .GroupBy(row => pupils[row], row => rows[row])
            .Select(group => group.ToArray())
            .ToArray();
        // Samples of single rows have none.
        Assert.True(groups.Count(group => group.SequenceEqual(expected)) > 0.9 * groups.Length);
    }

    [Fact]
    public void RowsInRandomOrderHaveNone()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Marks(areShuffled: true)) })
            .As<TableModel>();
        Assert.Null(model.Encoding.Rules.OfType<SubjectColumns>().Single().Series);
    }

    private static Table Marks(bool areShuffled)
    {
        var random = new PhiloxRandom(7, 0);
        var rows = Enumerable
            .Range(0, 100)
            .SelectMany(pupil =>
            {
                string name = $"{20_000 + random.NextInt(70_000)}";
                string sex = random.NextInt(2) == 0 ? "m" : "f";
                double skill = random.NextNormal();
                var own =
                    from course in Courses
                    from term in new[] { 1, 2 }
                    select (
                        name,
                        sex,
                        course,
                        term,
                        Mark: Math.Clamp(Math.Round(3 + skill + random.NextNormal()), 1, 6)
                    );
                var all = own.ToArray();
                return areShuffled ? random.Permutation(all.Length).Select(i => all[i]) : all;
            })
            .ToArray();
        return Table.FromArrays(
            ("pupil_id", rows.Select(row => row.name).ToArray()),
            ("sex", rows.Select(row => row.sex).ToArray()),
            ("course", rows.Select(row => row.course).ToArray()),
            ("term", rows.Select(row => row.term).ToArray()),
            ("mark", rows.Select(row => row.Mark).ToArray())
        );
    }
}
