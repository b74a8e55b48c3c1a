using Microsoft.Playwright;

namespace Likeness.Tests.Figures.Report;

/// <summary>An installed Chromium, driven by Playwright; nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Starts the browser, or skips the calling test if none is installed.</summary>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        string? path = Find();
        Skip.If(path is null, "no chromium is installed (set CHROMIUM_PATH where it has another name)");
        return await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] }
        );
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
