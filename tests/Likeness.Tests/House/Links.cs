namespace Likeness.Tests.House;

/// <summary>Links between the documents, their anchors and pictures lead somewhere, and each page is in the index.</summary>
public sealed class Links
{
    [Fact]
    public void NoPageHasTheMarksOfAConflict() =>
        Assert.All(
            MarkdownPage.All,
            page => Assert.DoesNotMatch("(?m)^(<<<<<<< |>>>>>>> )", Repository.Read(page.Path))
        );

    [Fact]
    public void LeadToFilesAndHeadingsThatAreThere()
    {
        Assert.NotEmpty(MarkdownPage.All.SelectMany(page => page.Links));
        Assert.Equal("", string.Join('\n', MarkdownPage.All.SelectMany(Broken)));
    }

    [Theory]
    [InlineData("[x](nowhere.md)", "docs/page.md:1: nowhere.md is not there")]
    [InlineData("\n![x](figures/none.png)", "docs/page.md:2: figures/none.png is not there")]
    [InlineData("<img src=\"none.svg\">", "docs/page.md:1: none.svg is not there")]
    [InlineData("# One\n[x](#two)", "docs/page.md:2: #two: no heading of docs/page.md has this anchor")]
    [InlineData("[x](runs.md#none)", "docs/page.md:1: runs.md#none: no heading of docs/runs.md has this anchor")]
    [InlineData("[x](/docs/runs.md)", "docs/page.md:1: /docs/runs.md is not relative")]
    public void ABrokenOneIsFound(string text, string expected) =>
        Assert.Equal([expected], Broken(MarkdownPage.Parse("docs/page.md", text)));

    [Theory]
    [InlineData("[x](../README.md) [y](https://example.org/none) [z](mailto:a@b)")]
    [InlineData("# Steps, epochs `and` time\n[x](#steps-epochs-and-time) [y](runs.md#runjson)")]
    [InlineData("# One\n# One\n[x](#one) [y](#one-1)")]
    [InlineData("```\n[x](nowhere.md)\n```\n`[x](nowhere.md)`")]
    public void AGoodOneIsNot(string text) => Assert.Empty(Broken(MarkdownPage.Parse("docs/page.md", text)));

    [Fact]
    public void TheIndexHasEveryPage()
    {
        var indexed = MarkdownPage.Read("docs/README.md").Links.Select(link => $"docs/{link.Target.Split('#')[0]}");
        Assert.Empty(
            MarkdownPage
                .All.Select(page => page.Path)
                .Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md")
                .Except(indexed)
        );
    }

    private static IEnumerable<string> Broken(MarkdownPage page)
    {
        foreach (var (line, target) in page.Links.Where(link => !link.Target.Contains(':')))
        {
            string place = $"{page.Path}:{line}: {target}";
            if (target.StartsWith('/'))
            {
                yield return $"{place} is not relative";
                continue;
            }

            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0 ? page.Path : Resolve(page.Path, parts[0]);
            string full = Path.Combine(Repository.Root, path);
            if (parts[0].Length > 0 && !File.Exists(full) && !Directory.Exists(full))
            {
                yield return $"{place} is not there";
            }
            else if (parts.Length > 1)
            {
                var anchors = parts[0].Length == 0 ? page.Anchors : MarkdownPage.Read(path).Anchors;
                if (!anchors.Contains(parts[1]))
                {
                    yield return $"{place}: no heading of {path} has this anchor";
                }
            }
        }
    }

    private static string Resolve(string page, string target)
    {
        string folder = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!);
        return Path.GetRelativePath(Repository.Root, Path.Combine(folder, target)).Replace('\\', '/');
    }
}
