using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Rows of one patient in samples follow each other as in the data.</summary>
public sealed class SubjectSeriesTests
{
    private const double Day = 86_400;

    [Fact]
    public void VisitsAreCountedAndThirtyDaysApart()
    {
        var visits = Visits(300);
        using var model = Train(visits);
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal(("visit", 1.0), (rule.Series!.Counter, rule.Series.First));
        Assert.Equal("visited", rule.Series.Times!.Column);
        Assert.Equal("visit", rule.Series.Times.Phases);
        Assert.False(rule.Series.Times.IsSchedule);
        Assert.Contains("'visit' counts them, the times between their 'visited' are kept", rule.Remark);
        Assert.Equal(
            rule.Series,
            TableEncoding.FromJson(model.Encoding.ToJson()).Rules.OfType<SubjectColumns>().Single().Series
        );

        var groups = GroupsOf(model.Sample(5000, 1));
        // The last one may be cut.
        Assert.All(groups, group => Assert.Equal(Enumerable.Range(1, group.Count), group.Select(row => (int)row[1])));
        double[] gaps =
        [
            .. groups.SelectMany(group => group.Skip(1).Zip(group, (row, before) => (row[2] - before[2]) / Day)),
        ];
        Assert.InRange(gaps.Min(), 27, 33);
        Assert.InRange(gaps.Max(), 27, 33);
        Assert.InRange(gaps.Average(), 29.5, 30.5);
        // Subjects stay where they are: the spread of times is that of the data.
        double spread = Spread(groups) / Spread(GroupsOf(visits));
        Assert.InRange(spread, 0.85, 1.15);
    }

    /// <summary>The others stay together, and are numbered again.</summary>
    [Fact]
    public void ARowThatMayNotBeLeavesItsSubject()
    {
        var visits = Visits(100);
        var encoding = TableEncoding.Fit(visits, new Likeness.Models.Trees.TreesOptions());
        var rule = encoding.Rules.OfType<SubjectColumns>().Single();
        double[] keys = visits.ColumnValues(0);
        int[] heads = Array.ConvertAll(keys, key => Array.IndexOf(keys, key));
        int[] places = [.. heads.Select((head, row) => heads.Take(row).Count(other => other == head))];
        int refused = Array.FindIndex(places, place => place == 1);
        int head = heads[refused];
        var others = Enumerable.Range(0, heads.Length).Where(row => heads[row] == head && row != refused).ToList();
        var series = new SeriesRows(
            encoding,
            rule,
            rule.Series!,
            rows => [.. Enumerable.Range(0, rows.RowCount).Select(row => row != refused)],
            new PhiloxRandom(1, 0)
        );
        // Samples get their keys afterwards.
        double[][] cells = [.. Enumerable.Range(0, visits.Width).Select(visits.ColumnValues)];
        cells[0] = [.. keys.Select((_, row) => (double)row)];
        var followed = series.Follow(Table.FromColumns(visits.Columns, cells), heads, places);
        Assert.Equal(refused, heads[refused]);
        Assert.Single(others.Select(row => heads[row]).Distinct());
        Assert.DoesNotContain(refused, others.Select(row => heads[row]));
        Assert.Equal(Enumerable.Range(1, others.Count), others.Select(row => (int)followed[row, 1]));
    }

    [Fact]
    public void ACourseIsTakenOnce()
    {
        var random = new PhiloxRandom(5, 0);
        var rows = new List<double[]>();
        for (int student = 0; student < 300; student++)
        {
            int[] courses = random.Permutation(8);
            rows.AddRange(
                courses
                    .Take(3 + (student % 4))
                    .Select(course => (double[])[student, course, 60 + (5 * random.NextNormal())])
            );
        }

        var table = Table.FromArrays(
            ("student_id", Keys(rows)),
            ("course", rows.Select(row => $"{"ABCDEFGH"[(int)row[1]]}").ToArray()),
            ("mark", rows.Select(row => row[2]).ToArray())
        );
        using var model = Train(table);
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal(["course"], rule.Series!.Distinct);
        Assert.Null(rule.Series.Counter);
        var samples = model.Sample(4000, 2);
        string[] keys = VisitRows.Texts(samples, "student_id");
        Assert.Equal(4000, keys.Zip(samples.ColumnValues(1)).Distinct().Count());
        Assert.InRange(4000.0 / keys.Distinct().Count(), 4.1, 4.7);
        Assert.DoesNotContain(false, rule.Holds(samples));
        Assert.Equal([false, false, true], rule.Holds(table.TakeRows([0, 0, 5])));
    }

    /// <summary>Items of a questionnaire have numbers, but stand in any order.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ItemsInAnyOrderAreNoCounter(bool areInOrder)
    {
        const int Items = 12;
        var random = new PhiloxRandom(9, 0);
        double[][] rows =
        [
            .. Enumerable
                .Range(0, 120)
                .SelectMany(person =>
                    (areInOrder ? [.. Enumerable.Range(0, Items)] : random.Permutation(Items)).Select(item =>
                        (double[])[person, item + 1, random.NextInt(5)]
                    )
                ),
        ];
        var table = Table.FromArrays(
            ("participant_id", Keys([.. rows])),
            ("sex", rows.Select(row => row[0] % 3 == 0 ? "F" : "M").ToArray()),
            ("item", rows.Select(row => row[1]).ToArray()),
            // In turns, so that the number follows from it.
            ("topic", rows.Select(row => $"{"ABC"[(int)row[1] % 3]}").ToArray()),
            ("answer", rows.Select(row => row[2]).ToArray())
        );
        using var model = Train(table);
        var series = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>()).Series!;
        Assert.Equal(areInOrder ? "item" : null, series.Counter);
        Assert.Equal(areInOrder ? [] : ["item"], series.Distinct);
        var samples = model.Sample(1200, 1);
        Assert.InRange(VisitRows.Texts(samples, "participant_id").Distinct().Count(), 100, 200);
    }

    [Fact]
    public void APlanIsKept()
    {
        var random = new PhiloxRandom(6, 0);
        double[] days = [0, 14, 28, 56];
        var rows = new List<double[]>();
        for (int patient = 0; patient < 300; patient++)
        {
            double first = Math.Floor(random.NextDouble() * 400);
            for (int week = 0; week < days.Length; week++)
            {
                // Some visits are missed.
                if (week == 0 || random.NextDouble() < 0.8)
                {
                    double late = week == 0 ? 0 : Math.Floor(random.NextDouble() * 3) - 1;
                    rows.Add([patient, week, Day * (first + days[week] + late), random.NextNormal()]);
                }
            }
        }

        string[] weeks = ["start", "two", "four", "eight"];
        var table = Table.FromArrays(
            ("patient_id", Keys(rows)),
            ("week", rows.Select(row => weeks[(int)row[1]]).ToArray()),
            ("visited", Dates(rows)),
            ("score", rows.Select(row => row[3]).ToArray())
        );
        using var model = Train(table);
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.True(rule.Series!.Times!.IsSchedule);
        double Planned(double[] row) => days[Array.IndexOf(weeks, table.Columns[1].Write(row[1]))];
        var groups = GroupsOf(model.Sample(3000, 3));
        // 3.4 in the data: rows find a subject that lacks their visit.
        Assert.InRange(3000.0 / groups.Count, 3.3, 3.5);
        foreach (var group in groups)
        {
            if (Planned(group[0]) == 0)
            {
                Assert.All(
                    group,
                    row => Assert.InRange((row[2] - group[0][2]) / Day, Planned(row) - 1, Planned(row) + 1)
                );
            }
        }
    }

    [Fact]
    public void TotalsOfAnOrderAreThoseOfItsLines()
    {
        var random = new PhiloxRandom(7, 0);
        var rows = new List<double[]>();
        for (int order = 0; order < 300; order++)
        {
            double[] amounts = [.. Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => 1.0 + random.NextInt(90))];
            rows.AddRange(
                amounts.Select((amount, i) => (double[])[order, i + 1, amount, amounts.Sum(), amounts.Length])
            );
        }

        var table = Table.FromArrays(
            ("order_id", Keys(rows)),
            ("line", rows.Select(row => (int)row[1]).ToArray()),
            ("amount", rows.Select(row => row[2]).ToArray()),
            ("total", rows.Select(row => row[3]).ToArray()),
            ("lines", rows.Select(row => (int)row[4]).ToArray()),
            ("shipping", rows.Select(row => row[3] < 60 ? 4.95 : 0).ToArray())
        );
        using var model = Train(table);
        var series = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>()).Series!;
        Assert.Equal(
            ["'total' is the sum of their 'amount'", "'lines' is their number"],
            series.Totals.Select(total => total.ToString())
        );
        var samples = model.Sample(4000, 4);
        var orders = VisitRows
            .Texts(samples, "order_id")
            .Index()
            .GroupBy(one => one.Item, one => one.Index)
            .SkipLast(1) // may be cut
            .ToList();
        Assert.InRange(4000.0 / orders.Count, 2.2, 2.8);
        Assert.All(
            orders,
            order =>
            {
                Assert.Equal(order.Sum(row => samples[row, 2]), samples[order.First(), 3]);
                Assert.Equal(order.Count(), samples[order.First(), 4]);
                Assert.Equal(Enumerable.Range(1, order.Count()), order.Select(row => (int)samples[row, 1]).Order());
                Assert.All(order, row => Assert.Equal(samples[row, 3] < 60 ? 4.95 : 0, samples[row, 5]));
            }
        );
    }

    [Fact]
    public void RowsOfIndependentTimesHaveNoSeries()
    {
        var random = new PhiloxRandom(8, 0);
        int[] keys = [.. Enumerable.Range(0, 200).Select(row => row / 2)];
        var table = Table.FromArrays(
            ("customer_id", Keys([.. keys.Select(key => (double[])[key])])),
            ("amount", keys.Select(_ => random.NextNormal()).ToArray()),
            ("items", keys.Select(_ => (int)(4 * random.NextDouble())).ToArray())
        );
        Assert.Null(SubjectSeries.Find(table, 0, []));
    }

    [Fact]
    public void PartnersAreNear()
    {
        var random = new PhiloxRandom(9, 0);
        double[] place = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        int[] rows = [.. Enumerable.Range(0, 200)];
        int[] targets = [.. Enumerable.Range(200, 200)];
        int[] partners = NearestPairs.Find(rows, targets, [place]);
        Assert.Equal(rows, partners.Order());
        Assert.InRange(
            targets.Zip(partners, (target, partner) => Math.Abs(place[target] - place[partner])).Average(),
            0,
            0.08
        );
    }

    private static Table Visits(int patients)
    {
        var random = new PhiloxRandom(4, 0);
        var rows = new List<double[]>();
        for (int patient = 0; patient < patients; patient++)
        {
            double time = Math.Floor(random.NextDouble() * 700);
            int count = 1 + (int)(random.NextDouble() * 5);
            for (int visit = 1; visit <= count; visit++)
            {
                rows.Add([patient, visit, Day * time, 70 + (10 * random.NextNormal())]);
                time += 28 + Math.Floor(random.NextDouble() * 5);
            }
        }

        return Table.FromArrays(
            ("patient_id", Keys(rows)),
            ("visit", rows.Select(row => (int)row[1]).ToArray()),
            ("visited", Dates(rows)),
            ("weight", rows.Select(row => row[3]).ToArray())
        );
    }

    private static string[] Keys(List<double[]> rows) => [.. rows.Select(row => $"P{10_000 + (int)row[0]}")];

    private static DateOnly[] Dates(List<double[]> rows) =>
        [.. rows.Select(row => new DateOnly(1970, 1, 1).AddDays((int)(row[2] / Day)))];

    private static List<List<double[]>> GroupsOf(Table rows) =>
        [
            .. VisitRows
                .Texts(rows, rows.Columns[0].Name)
                .Index()
                .GroupBy(
                    one => one.Item,
                    one => Enumerable.Range(0, rows.Width).Select(column => rows[one.Index, column]).ToArray()
                )
                .Select(group => group.OrderBy(row => row[2]).ToList()),
        ];

    private static double Spread(List<List<double[]>> groups)
    {
        double[] times = [.. groups.SelectMany(group => group).Select(row => row[2])];
        double mean = times.Average();
        return Math.Sqrt(times.Average(time => (time - mean) * (time - mean)));
    }

    private static TableModel Train(Table rows) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) }).As<TableModel>();
}
