using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>A schema as <c>describe</c> writes it changes nothing.</summary>
public sealed class UneditedSchemaTests
{
    private const int Rows = 600;
    private const string Letters = "ABCDEFGHJKLMNPRSTUWXYZ";
    private static readonly string[] Names = ["Anna", "Ben", "Clara", "David", "Emma", "Finn", "Greta", "Hugo"];
    private static readonly string[] Ends = ["berg", "mann", "stein", "feld", "bach", "hausen"];

    /// <summary>Tables with every kind that detection can give.</summary>
    private static readonly Dictionary<string, Func<Random, string>> Tables = new(StringComparer.Ordinal)
    {
        ["kinds"] = random =>
            Table(
                "id,key,card,plate,paid,when,day,took,size,weight,price,code,zip,limit,path,name,note,nothing",
                row =>
                    $"{row + 1},INV-{2022 + (row * 3 / Rows)}-{1000 + row},{random.NextInt64(400_000_000_000, 500_000_000_000)},{(row % 3 == 0 ? $"{Capitals(random, 2)}{random.Next(10, 99)} {Capitals(random, 3)}" : $"{random.Next(100, 999)}-{Capitals(random, 2)}")},"
                    + $"{(random.Next(2) == 0 ? "yes" : "no")},{new DateTime(2024, 1, 1).AddMinutes(random.Next(500_000)):yyyy-MM-dd HH:mm},{new DateTime(2024, 1, 1).AddDays(random.Next(300)):dd/MM/yyyy},{random.Next(1, 9)}:{random.Next(60):00},"
                    + $"{"SML"[random.Next(3)]},{random.Next(400, 900) / 10.0:0.0} kg,\"${random.Next(1000, 900_000) / 100.0:#,##0.00}\",{random.Next(12):000},{random.Next(10_000, 99_999)},{(random.Next(20) == 0 ? "<0.5" : $"{random.Next(5, 90) / 10.0:0.0}")},"
                    + $"{Path(random, row % 3)},{Names[random.Next(8)]} {Names[random.Next(8)]}{Ends[random.Next(6)]},{Sentence(random)},"
            ),
        ["quantities"] = random =>
            Table(
                "dose,rate,big,tiny,worded,time,phone,mail,ip",
                row =>
                    $"{random.Next(1, 90)} {(row % 3 == 0 ? "mg" : "g")},{random.Next(100, 2500) / 100.0, 7:0.00}%,{random.NextDouble():R},{random.NextDouble() / 1e6:0.00e+00},{random.Next(1, 9)}h {random.Next(60):00}m,{random.Next(24):00}:{random.Next(60):00},"
                    + $"+49 17{row % 3} {random.Next(1_000_000, 9_999_999)},{Names[random.Next(8)].ToLowerInvariant()}{random.Next(10_000)}@mail.example,10.{random.Next(3)}.{random.Next(256)}.{random.Next(1, 255)}"
            ),
        ["texts"] = random =>
            Table(
                "pid,folder,name,path,message",
                row =>
                    (
                        random.Next(300, 9000),
                        $"/srv/data/{Ends[row % 6]}/libraries/{Ends[row / 6 % 6]}",
                        $"{Names[random.Next(8)]}{Ends[random.Next(6)]}{random.Next(90)}.txt"
                    )
                        is var (pid, folder, name)
                        ? $"{pid},{folder},{name},{folder}/{name},{(row % 3 == 0 ? "Killed process" : row % 3 == 1 ? "Started a new process" : "Waiting for the process")} {pid} of this machine"
                        : ""
            ),
        ["joined times"] = random =>
            Table(
                "year,month,day,hour,load",
                row =>
                    $"{new DateTime(2024, 1, 1).AddHours(row):yyyy,M,d,H},{50 + (20 * Math.Sin(row / 12.0 * Math.PI)) + random.NextDouble():0.0}"
            ),
        ["panel"] = random =>
            Table(
                "country,year,gdp,rank",
                row =>
                    $"{Names[row / 20 % 8]}{row / 160},{2000 + (row % 20)},{100 + (row % 20) + random.Next(50)},{row}"
            ),
        ["subjects"] = random =>
            Table(
                "customer_id,customer,city,ordered,amount,balance",
                row =>
                    $"C{(row / 4 * 7919 % 9000) + 1000},{Names[row / 4 % 8]} {Names[row / 32 % 8]}{Ends[row / 4 % 6]},{Ends[row / 4 % 6]},{new DateTime(2024, 1, 1).AddDays(row):yyyy-MM-dd},{random.Next(1, 500)},{row * 3}"
            ),
        ["limits"] = random =>
            Table(
                "sex,diagnosis,ward",
                row =>
                    random.Next(5) == 0
                        ? $"{(row % 2 == 0 ? "F,pregnancy" : "M,hernia")},{"ABC"[random.Next(3)]}"
                        : $"{"FM"[random.Next(2)]},condition {random.Next(8)},{"ABC"[random.Next(3)]}"
            ),
        ["lists"] = random =>
            Table(
                "age,languages,count",
                row =>
                {
                    string[] chosen = [.. Ends.Where(_ => random.Next(3) == 0)];
                    return $"{random.Next(18, 80)},{string.Join(';', chosen)},{chosen.Length}";
                }
            ),
        ["ranks"] = random =>
        {
            int[] scores = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(100_000))];
            int[] sorted = [.. scores.OrderDescending()];
            return Table(
                "team,score,rank,net,vat,gross",
                row => $"T{row % 7},{scores[row]},{Array.IndexOf(sorted, scores[row]) + 1},{row * 10},{row},{row * 11}"
            );
        },
    };

    public static TheoryData<string> All => [.. Tables.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void AnUneditedSchemaIsNone(string name)
    {
        using var folder = new TemporaryFolder();
        var source = DataSource.FromFiles([folder.Text("t.csv", Tables[name](new Random(5)))]);
        var found = source.LoadTable();
        var schema = TableSchema.From(found.Table) with { Rules = source.FindRules(found.Table) };
        schema.Write(folder.At("schema.json"));
        var under = source with { Schema = folder.At("schema.json") };
        Assert.Equal(Everything(source, found), Everything(under, under.LoadTable()));
    }

    [Fact]
    public void TheTablesHaveEveryKind()
    {
        using var folder = new TemporaryFolder();
        Column[] columns =
        [
            .. Tables.SelectMany(one =>
                DataSource
                    .FromFiles([folder.Text($"{one.Key}.csv", one.Value(new Random(5)))])
                    .LoadTable()
                    .Table.Columns
            ),
        ];
        Assert.Equal(
            ColumnSchema.Kinds.Where(kind => kind != "empty").Order(),
            columns.Select(column => column.Kind.Name).Where(kind => kind != "empty").Distinct().Order()
        );
        Assert.Contains(columns, column => column.Kind is CategoryKind { Numbered: not null });
        Assert.Contains(
            columns,
            column =>
                column.Kind is CategoryKind { Numbered: { } templates }
                && templates.Any(one => one.Places[0].Source is not null)
        );
        Assert.Contains(columns, column => column is { Name: "path", Kind: TextKind { IsInvented: true } });
        Assert.Contains(columns, column => column.Kind is TextKind { IsInvented: true });
        Assert.Contains(columns, column => column.Kind is TextKind { IsInvented: false });
        Assert.Contains(columns, column => column.Kind is IdentifierKind { Parts: not null });
        Assert.Contains(columns, column => column.Kind is IdentifierKind { Repeats: true });
        Assert.Contains(columns, column => column.Parts is not null);
        Assert.Contains(columns, column => column.Panel is not null);
        Assert.Contains(columns, column => column.Rank is not null);
        Assert.Contains(columns, column => column.Codes is not null);
    }

    [Fact]
    public void WhatIsEditedIsDeclaredAndTheRestIsFound()
    {
        using var folder = new TemporaryFolder();
        var source = DataSource.FromFiles([folder.Text("t.csv", Tables["kinds"](new Random(5)))]);
        var found = source.LoadTable().Table;
        var schema = TableSchema.From(found);
        (
            schema with
            {
                Columns =
                [
                    .. schema.Columns.Select(column =>
                        column.Name == "path" ? column with { Numbered = null }
                        : column.Name == "size" ? new ColumnSchema("size", "text")
                        : column
                    ),
                ],
            }
        ).Write(folder.At("schema.json"));
        var edited = (source with { Schema = folder.At("schema.json") }).LoadTable();
        var path = Assert.IsType<CategoryKind>(edited.Table.Columns.Single(column => column.Name == "path").Kind);
        Assert.Null(path.Numbered);
        Assert.True(path.LevelCount > Rows / 2);
        Assert.IsType<TextKind>(edited.Table.Columns.Single(column => column.Name == "size").Kind);
        Assert.Equal(
            "declared by the schema",
            edited.Findings[found.Columns.ToList().FindIndex(one => one.Name == "size")].Why
        );
        Assert.Equal(
            found.Columns.Where(column => column.Name is not ("path" or "size")).Select(Text),
            edited.Table.Columns.Where(column => column.Name is not ("path" or "size")).Select(Text)
        );
    }

    [Theory]
    [InlineData("subjects")]
    [InlineData("limits")]
    public void ATrainingUnderAnUneditedSchemaIsTheSame(string name)
    {
        using var folder = new TemporaryFolder();
        var source = DataSource.FromFiles([folder.Text("t.csv", Tables[name](new Random(5)))]);
        var found = source.LoadTable().Table;
        (TableSchema.From(found) with { Rules = source.FindRules(found) }).Write(folder.At("schema.json"));
        Assert.Equal(Samples(source), Samples(source with { Schema = folder.At("schema.json") }));
    }

    private static string Samples(DataSource source)
    {
        var model = TrainedModel.Train(new RunSettings { Model = "trees", Data = source }).As<TableModel>();
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, model.Sample(200, seed: 1));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string[] Everything(DataSource source, LoadedTable loaded) =>
        [
            .. loaded.Table.Columns.Select(Text),
            .. loaded.Findings.Select(finding => finding.Why),
            .. Enumerable
                .Range(0, loaded.Table.Width)
                .Select(at => string.Join('|', loaded.Table.ColumnValues(at).Select(loaded.Table.Columns[at].Write))),
            .. source.FindRules(loaded.Table),
            .. source.FindSubjects(loaded.Table),
            .. source.FindSeries(loaded.Table),
        ];

    private static string Text(Column column) =>
        string.Join(
            "; ",
            column.Name,
            JsonSerializer.Serialize(column.Kind),
            column.Missing,
            column.Storage,
            column.Grid,
            JsonSerializer.Serialize(column.Codes?.Texts),
            column.DecimalsBy is null,
            column.Panel?.Summary,
            column.Running?.Summary,
            column.Rank?.Summary(column.Name),
            column.Parts?.Summary
        );

    private static string Table(string names, Func<int, string> row) =>
        string.Concat(Enumerable.Range(0, Rows).Select(row).Prepend(names).Select(line => $"{line}\n"));

    private static string Path(Random random, int template) =>
        template switch
        {
            0 => $"/shop/item/{random.Next(10, 200)}",
            1 => $"/shop/order/{random.Next(10, 200)}/edit",
            _ => $"/help?page={random.Next(10, 200)}",
        };

    private static string Capitals(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));

    private static string Sentence(Random random) =>
        string.Join(
            ' ',
            Enumerable.Range(0, 9 + random.Next(5)).Select(_ => Ends[random.Next(6)] + Ends[random.Next(6)])
        );
}
