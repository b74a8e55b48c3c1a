namespace Likeness.Cli.Tests;

/// <summary>The exit code and output of a command.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Checks that the command succeeded.</summary>
    public CliResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}\n{Output}");
        return this;
    }

    /// <summary>Checks that the command failed with one sentence on standard error and exit code 2.</summary>
    public string Sentence()
    {
        Assert.True(ExitCode == 2, $"exit code {ExitCode}, expected 2\n{Error}\n{Output}");
        string sentence = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.NotEmpty(sentence);
        Assert.DoesNotContain("   at ", sentence);
        Assert.DoesNotContain("Exception", sentence);
        return sentence;
    }
}
