namespace Likeness.Runs;

/// <summary>Turns a system error about a folder into one sentence that names the folder and the fix.</summary>
internal static class FolderErrors
{
    private const int NoSpace = 28;

    /// <summary>The sentence for a folder that could not be created or written to.</summary>
    public static LikenessException Describe(string path, Exception error)
    {
        string reason = error switch
        {
            UnauthorizedAccessException => "permission to write here is denied (choose a folder that you may write to)",
            { HResult: NoSpace } => "the disk is full (free some space and try again)",
            _ => $"the folder cannot be made ({error.Message.TrimEnd('.')})",
        };
        return new LikenessException($"{path}: {reason}", error);
    }
}
