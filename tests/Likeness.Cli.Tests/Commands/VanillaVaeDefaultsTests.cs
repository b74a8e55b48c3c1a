namespace Likeness.Cli.Tests.Commands;

/// <summary><c>likeness vanilla-vae</c> has the defaults of its original description, for each of its datasets the same.</summary>
public sealed class VanillaVaeDefaultsTests
{
    [Fact]
    public async Task TheyAreThoseOfTheDescription()
    {
        using var folder = new TemporaryFolder();
        var help = await Cli.RunAsync(folder.FullPath, "vanilla-vae", "--help");
        string text = string.Join(' ', help.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("[default: mnist]", text, StringComparison.Ordinal);
        Assert.Contains("[default: 0.0002]", text, StringComparison.Ordinal);
        Assert.Contains("[default: 32,64,128,256,512]", text, StringComparison.Ordinal);
        Assert.Contains("[default: 128]", text, StringComparison.Ordinal);
        Assert.Contains("[default: 100]", text, StringComparison.Ordinal);
    }
}
