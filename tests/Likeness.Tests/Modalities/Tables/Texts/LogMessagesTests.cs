using System.Text.RegularExpressions;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Messages of logs: texts of few templates with numbers, codes and words inside, some of which other columns have.</summary>
public sealed partial class LogMessagesTests
{
    private const int Rows = 2000;

    private static readonly string[] Users = [.. Enumerable.Range(0, 20).Select(i => $"user{(char)('a' + i)}")];
    private static readonly string[] Hosts = [.. Enumerable.Range(0, 20).Select(i => $"host-{(char)('a' + i)}")];

    private readonly PhiloxRandom random = new(9, 0);

    [Fact]
    public void TemplatesOfMessagesAreLevels()
    {
        var kind = (CategoryKind)Found(Log()).Columns[2].Kind;
        Assert.Equal(
            [
                "Accepted {w} from {w} port {n}",
                "Finished daily tasks of this machine",
                "Killed process {n} that took too much memory",
                "commit {hex} pushed to the main branch",
            ],
            kind.Levels
        );
        var killed = Assert.Single(kind.Numbered!, one => kind.Levels[one.Level].StartsWith('K'));
        Assert.Equal("pid", Assert.Single(killed.Places).Source?.Column);
        var accepted = Assert.Single(kind.Numbered!, one => kind.Levels[one.Level].StartsWith('A'));
        Assert.Equal(Users, accepted.Places[0].Frequent.Select(word => word.Text));
        Assert.All(accepted.Places, place => Assert.Null(place.Source));
        // Words that the data do not have are words of the template.
        Assert.True(kind.TryRead("Accepted nobody from elsewhere port 7", out double level));
        Assert.Equal("Accepted {w} from {w} port {n}", kind.Write(level));
        Assert.False(kind.TryRead("Accepted nobody from elsewhere", out _));
    }

    [Fact]
    public void SamplesFollowOtherColumnsAndCopyNoCode()
    {
        var data = Log();
        using var trained = TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) });
        var sample = trained.As<TableModel>().Sample(3000, 5);
        string[] pids = VisitRows.Texts(sample, "pid");
        string[] levels = VisitRows.Texts(sample, "level");
        string[] messages = VisitRows.Texts(sample, "message");
        string[] real = VisitRows.Texts(data, "message");
        var codes = real.Select(message => Code().Match(message).Value).ToHashSet();
        Assert.All(
            messages.Index(),
            one =>
            {
                Assert.DoesNotContain('{', one.Item);
                Assert.Equal(one.Item.StartsWith('K'), levels[one.Index] == "error");
                Assert.True(
                    !one.Item.StartsWith('K') || one.Item.Contains($" {pids[one.Index]} ", StringComparison.Ordinal)
                );
                Assert.True(!one.Item.StartsWith('c') || !codes.Contains(Code().Match(one.Item).Value));
                // One row has this word.
                Assert.DoesNotContain("stranger", one.Item, StringComparison.Ordinal);
            }
        );
        foreach (char first in "AFKc")
        {
            double expected = real.Count(message => message[0] == first) / (double)Rows;
            Assert.Equal(expected, messages.Count(message => message[0] == first) / 3000.0, 0.04);
        }
    }

    /// <summary>Reviews have no template, also where they have numbers.</summary>
    [Fact]
    public void FreeTextsStayFreeTexts()
    {
        string[] words = ["good", "bad", "room", "bed", "food", "very", "was", "the", "staff", "and", "nice", "old"];
        string Review() =>
            string.Join(' ', Enumerable.Range(0, 8 + random.NextInt(8)).Select(_ => words[random.NextInt(12)]));
        var rows = Table.FromArrays(
            (
                "review",
                Enumerable
                    .Range(0, Rows)
                    .Select(i => i % 4 == 0 ? $"{Review()} {random.NextInt(90)} {Review()}" : Review())
                    .ToArray()
            )
        );
        Assert.IsType<TextKind>(Found(rows).Columns[0].Kind);
    }

    /// <summary>Texts without a template may be one in twenty.</summary>
    [Theory]
    [InlineData(25, true)]
    [InlineData(8, false)]
    public void MostMessagesNeedATemplate(int every, bool isFound)
    {
        string[] messages = VisitRows.Texts(Log(), "message");
        for (int row = 0; row < Rows; row += every)
        {
            messages[row] = string.Join(
                ' ',
                Enumerable
                    .Range(0, 9)
                    .Select(_ => $"word{(char)('a' + random.NextInt(26))}{(char)('a' + random.NextInt(26))}")
            );
        }

        Assert.Equal(
            isFound,
            Found(Table.FromArrays(("message", messages))).Columns[0].Kind is CategoryKind { Numbered: not null }
        );
    }

    private static Table Found(Table rows) =>
        SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;

    private Table Log()
    {
        int[] pids = [.. Enumerable.Range(0, Rows).Select(_ => 300 + random.NextInt(30_000))];
        string[] messages =
        [
            .. pids.Select(pid =>
                random.NextInt(10) switch
                {
                    < 5 =>
                        $"Accepted {Users[random.NextInt(20)]} from {Hosts[random.NextInt(20)]} port {1024 + random.NextInt(60_000)}",
                    < 6 => "Finished daily tasks of this machine",
                    < 8 => $"Killed process {pid} that took too much memory",
                    _ =>
                        $"commit {string.Concat(Enumerable.Range(0, 20).Select(_ => $"{random.NextInt(256):x2}"))} pushed to the main branch",
                }
            ),
        ];
        messages[70] = "Accepted stranger from host-a port 4711";
        return Table.FromArrays(
            ("pid", Array.ConvertAll(pids, pid => (double)pid)),
            ("level", Array.ConvertAll(messages, message => message[0] == 'K' ? "error" : "info")),
            ("message", messages)
        );
    }

    [GeneratedRegex("[0-9a-f]{40}")]
    private static partial Regex Code();
}
