using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Fresh e-mail addresses are written as those of the data are.</summary>
public sealed class MailPatternsTests
{
    private static readonly string[] First =
    [
        "anna",
        "david",
        "robert",
        "fatima",
        "hugo",
        "john",
        "ava",
        "liam",
        "omar",
        "elizabeth",
    ];

    private static readonly string[] Last = ["harris", "lewis", "king", "moore", "garcia", "young", "taylor"];
    private static readonly string[] Hosts = ["yahoo.com", "gmail.com", "outlook.com"];

    /// <summary>Names that repeat are parts, also before a number of one or two digits and where all hosts end with the same.</summary>
    [Fact]
    public void NamesThatRepeatAreParts()
    {
        var random = new Random(1);
        string[] mails =
        [
            .. Enumerable
                .Range(0, 1200)
                .Select(_ => $"{Any(First)}.{Any(Last)}{random.Next(1, 100)}@{Any(Hosts)}")
                .Distinct(),
        ];
        var (kind, fresh) = Fresh(mails);
        Assert.Equal(3, kind.Parts!.Levels.Count);
        Assert.All(fresh, mail => Assert.Matches(@"^[a-z]+\.[a-z]+\d{1,4}@(yahoo|gmail|outlook)\.com$", mail));
        Assert.All(mails, mail => Assert.DoesNotContain(-1, kind.Parts!.LevelsOf(mail)));

        string Any(string[] texts) => texts[random.Next(texts.Length)];
    }

    [Fact]
    public void UsersHaveTheStructuresOfTheData()
    {
        var random = new Random(2);
        string[] mails =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    $"{Name(i)}{(i % 4 == 0 ? $"{random.Next(10, 100)}" : $".{Name(i + 7)}")}@{Hosts[i % 5 == 0 ? 1 : 0]}"
                )
                .Distinct(),
        ];
        var (kind, fresh) = Fresh(mails);
        Assert.All(
            fresh,
            mail =>
                Assert.Matches(
                    @"^(([bdfgk-npr-tv][aeiou])+[bdfgk-npr-tv]?(\.([bdfgk-npr-tv][aeiou])+[bdfgk-npr-tv]?|[1-9]\d))@(yahoo|gmail)\.com$",
                    mail
                )
        );
        Assert.InRange(fresh.Count(mail => mail.Any(char.IsAsciiDigit)) / (double)fresh.Length, 0.2, 0.3);
        Assert.Equal(0, kind.Parts!.LevelsOf(mails[1])[0]);
        Assert.Equal(1, kind.Parts!.LevelsOf(mails[0])[0]);
        Assert.Equal(kind.Pattern, $"{KeyPatternText.Read(kind.Pattern, 0)}");
        Assert.Contains("([bdfgk-npr-tv][aeiou]){", kind.Summary, StringComparison.Ordinal);

        string Name(int i) => $"{First[i % 10]}{Last[i / 10 % 7]}{"abcdefg"[i / 70 % 7]}";
    }

    private static (IdentifierKind Kind, string[] Fresh) Fresh(string[] mails)
    {
        var (kind, why) = TextKinds.Decide(mails, [.. mails.Select(_ => 10)], 0, "texts", "x");
        Assert.StartsWith("e-mail addresses, of the pattern ", why, StringComparison.Ordinal);
        var keys = Assert.IsType<IdentifierKind>(kind);
        var sampled = ((IdentifierKind)keys.ToStored()).Sampled("x", 1, areSubjects: true);
        long combinations = keys.Parts!.Combinations;
        long some = keys.Parts.Combination(keys.Parts.LevelsOf(mails[0]));
        string[] fresh = [.. Enumerable.Range(0, 300).Select(i => sampled.Write(sampled.Cell(i, some)))];
        Assert.True(some < combinations);
        Assert.Equal(300, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(mails));
        return (keys, fresh);
    }
}
