using System.Reflection;

namespace Likeness.Tests.House;

/// <summary>
/// The public surface, held in text files beside this one, so that a change to it is seen in review. Run the tests with
/// LIKENESS_UPDATE_SNAPSHOTS=1 to write the files anew.
/// </summary>
public sealed class PublicApi
{
    [Theory]
    [InlineData("Likeness.Compute")]
    [InlineData("Likeness")]
    public void IsAsRecorded(string assembly)
    {
        string actual = ApiText.Of(Assembly.Load(assembly));
        string path = Path.Combine(Repository.Root, "tests/Likeness.Tests/House", $"PublicApi.{assembly}.txt");
        if (Environment.GetEnvironmentVariable("LIKENESS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, actual);
        }

        string recorded = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string[] added = [.. actual.Split('\n').Except(recorded.Split('\n'), StringComparer.Ordinal)];
        string[] removed = [.. recorded.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal)];
        Assert.True(
            string.Equals(actual, recorded, StringComparison.Ordinal),
            $"The public surface of {assembly} changed (LIKENESS_UPDATE_SNAPSHOTS=1 records it).\nNew: {string.Join("\n     ", added)}\nGone: {string.Join("\n      ", removed)}"
        );
    }
}
