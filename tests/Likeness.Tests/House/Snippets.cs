namespace Likeness.Tests.House;

/// <summary>Every block of C# in README.md, docs/ and the readmes of the packages stands in a file of samples/, which the build compiles and the tests run.</summary>
public sealed class Snippets
{
    private const string Begin = "```csharp";
    private static readonly string[] Places =
    [
        "README.md",
        "docs",
        "src/Likeness/package-readme.md",
        "src/Likeness.Compute/package-readme.md",
        "src/Likeness.AspNetCore/package-readme.md",
        "src/Likeness.Cli/package-readme.md",
    ];

    private static readonly List<string[]> Samples =
    [
        .. Repository.Sources("samples").Select(file => Array.ConvertAll(file.Lines, line => line.Trim())),
    ];

    public static TheoryData<string> Pages => [.. Repository.Files("*.md", Places)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void AreCompiled(string page)
    {
        foreach (string[] block in Blocks(Repository.Read(page).ReplaceLineEndings("\n").Split('\n')))
        {
            Assert.True(
                Samples.Exists(sample => Contains(sample, block)),
                $"{page}: no file in samples/ has this code, so that nothing compiles it:\n{string.Join('\n', block)}"
            );
        }
    }

    [Fact]
    public void AreFound() =>
        Assert.NotEmpty(Blocks(Repository.Read("README.md").ReplaceLineEndings("\n").Split('\n')));

    private static IEnumerable<string[]> Blocks(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == Begin)
            {
                yield return [.. lines.Skip(i + 1).TakeWhile(line => line != "```").Select(line => line.Trim())];
            }
        }
    }

    // Using directives stand at the top of a file, the rest in one piece anywhere.
    private static bool Contains(string[] sample, string[] block)
    {
        string[] usings = [.. block.TakeWhile(line => line.Length == 0 || IsDirective(line))];
        string[] code = block[usings.Length..];
        return usings.Where(line => line.Length > 0).All(sample.Contains)
            && Enumerable
                .Range(0, Math.Max(0, sample.Length - code.Length + 1))
                .Any(start => sample.AsSpan(start, code.Length).SequenceEqual(code));
    }

    private static bool IsDirective(string line) =>
        line.StartsWith("using ", StringComparison.Ordinal)
        && line.EndsWith(';')
        && !line.Contains('=')
        && !line.Contains('(');
}
