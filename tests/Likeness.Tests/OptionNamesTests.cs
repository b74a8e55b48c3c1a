using System.Text.Json;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Tests;

/// <summary>Messages name options as properties in C#, and as options on the command line.</summary>
public sealed class OptionNamesTests
{
    [Theory]
    [InlineData("(give --size 28, or fewer --channels)", "(give Size 28, or fewer Channels)")]
    [InlineData("(give --n-grams 7 or less)", "(give NGrams 7 or less)")]
    [InlineData("--latents: '9' is out of range", "Latents: '9' is out of range")]
    [InlineData("(train with --no-protection)", "(train with Protects = false)")]
    [InlineData("(give --full, which trains all weights)", "(give Adapters = null, which trains all weights)")]
    [InlineData("choose another folder by --data-dir", "choose another folder by DataFolder")]
    [InlineData("see 'likeness train ae --help'; or --epochs 5", "see 'likeness train ae --help'; or Epochs 5")]
    [InlineData("(resume it: likeness train --resume runs/a)", "(resume it: likeness train --resume runs/a)")]
    [InlineData("my/--size.csv and a--b and - -- x", "my/--size.csv and a--b and - -- x")]
    public void AreThoseOfTheCaller(string written, string expected)
    {
        var error = new LikenessException(written);
        Assert.Equal(expected, error.Message);
        Assert.Equal(written, error.CommandLineMessage);
    }

    [Fact]
    public void EveryPropertyOfTheSettingsIsNamed() =>
        Assert.All(
            new[] { typeof(RunSettings), typeof(DataSource) }
                .Concat(ModelRegistry.All.Select(entry => entry.OptionsType))
                .SelectMany(type => type.GetProperties())
                .Select(property => property.Name)
                .Distinct(),
            name =>
                Assert.Equal(
                    $"give {name} 3",
                    new LikenessException($"give --{JsonNamingPolicy.KebabCaseLower.ConvertName(name)} 3").Message
                )
        );
}
