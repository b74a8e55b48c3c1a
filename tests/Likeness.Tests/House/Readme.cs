using Likeness.Modalities.Tables.Datasets;
using Likeness.Models;

namespace Likeness.Tests.House;

/// <summary>What the README says is there.</summary>
public sealed class Readme
{
    private static readonly string Text = Repository.Read("README.md");

    [Fact]
    public void ListsEveryModel() =>
        Assert.All(ModelRegistry.All, model => Assert.Contains($"| `{model.Name}` | ", Text));

    [Fact]
    public void NamesEveryDataset() =>
        Assert.All(DatasetRegistry.All, dataset => Assert.Contains($"`{dataset.Name}`", Text));

    [Fact]
    public void LinksToFilesThatAreThere()
    {
        var links = System.Text.RegularExpressions.Regex.Matches(
            Text,
            @"\]\((?!https?:)([^)#]+)\)",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        Assert.NotEmpty(links);
        Assert.All(
            links,
            link => Assert.True(File.Exists(Path.Combine(Repository.Root, link.Groups[1].Value)), link.Value)
        );
    }
}
