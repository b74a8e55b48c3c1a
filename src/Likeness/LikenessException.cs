namespace Likeness;

/// <summary>
/// An error that the user can fix. The message is one sentence that names the subject, the location and the fix; the command line
/// prints it unchanged and exits with code 2.
/// </summary>
public sealed class LikenessException(string message, Exception? inner = null) : Exception(message, inner);
